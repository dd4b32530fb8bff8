package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.MaskedValue;

/**
 * {@code -j MARK}: changes the packet's mark.
 *
 * @param operation how
 * @param mark the mask is all ones where none is written
 */
public record MarkTarget(Operation operation, MaskedValue mark) implements Target {

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
    XOR_MARK("--xor-mark");

    private final String word;

    Operation(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** {@return the change the kernel keeps: clears the bits of the mask, then XORs the value} */
  public static MarkTarget setXmark(long value, long mask) {
    return new MarkTarget(Operation.SET_XMARK, new MaskedValue(value, mask));
  }

  /** {@return a mark as this changes it} */
  public long apply(long old) {
    long value = mark.value();
    return switch (operation) {
      case SET_XMARK -> (old & ~mark.mask()) ^ value;
      case SET_MARK -> (old & ~mark.mask()) | value;
      case AND_MARK -> old & value;
      case OR_MARK -> old | value;
      case XOR_MARK -> old ^ value;
    };
  }
}
