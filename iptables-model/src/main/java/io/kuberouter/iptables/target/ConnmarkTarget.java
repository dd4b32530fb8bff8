package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.MaskedValue;
import java.util.Optional;

/**
 * {@code -j CONNMARK}: changes the connection's mark, or copies it.
 *
 * @param operation how
 * @param mark for the changes; 0 for the copies
 * @param packetMask bits of the packet's mark, for the copies
 * @param connectionMask bits of the connection's mark, for the copies
 */
public record ConnmarkTarget(
    Operation operation, MaskedValue mark, Optional<Long> packetMask, Optional<Long> connectionMask)
    implements Target {

  public ConnmarkTarget {
    packetMask.ifPresent(v -> Bounds.check("--nfmask", v, 0, 4294967295L));
    connectionMask.ifPresent(v -> Bounds.check("--ctmask", v, 0, 4294967295L));
  }

  /** Ways to change a mark; the kernel keeps all as {@code SET_XMARK}. */
  public enum Operation {
    /** Clears the bits of the mask, then XORs the value. */
    SET_XMARK("--set-xmark"),
    /** Clears the bits of the mask, then ORs the value. */
    SET_MARK("--set-mark"),
    /** Keeps the bits of the value. */
    AND_MARK("--and-mark"),
    /** Sets the bits of the value. */
    OR_MARK("--or-mark"),
    /** Flips the bits of the value. */
    XOR_MARK("--xor-mark"),
    /** Copies the packet's mark to the connection. */
    SAVE_MARK("--save-mark"),
    /** Copies the connection's mark to the packet. */
    RESTORE_MARK("--restore-mark");

    private final String word;

    Operation(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
