package io.kuberouter.bgp.bfd;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A BFD Control packet of version 1 (RFC 5880 section 4.1). Intervals are in microseconds, 0 to
 * 2^32-1.
 *
 * @param diagnostic 0 to 31, see {@link Diagnostic}
 * @param detectMultiplier 1 to 255
 * @param myDiscriminator unsigned, not 0
 * @param yourDiscriminator unsigned, 0 when the sender does not know it
 */
public record ControlPacket(
    int diagnostic,
    BfdState state,
    Set<PacketFlag> flags,
    int detectMultiplier,
    int myDiscriminator,
    int yourDiscriminator,
    long desiredMinTx,
    long requiredMinRx,
    long requiredMinEchoRx,
    Optional<AuthenticationSection> authentication) {

  private static final long MAX = 0xffff_ffffL;

  public ControlPacket {
    if (diagnostic < 0 || diagnostic > 31) {
      throw new IllegalArgumentException("diagnostic " + diagnostic + ": 0 to 31");
    }
    if (detectMultiplier < 1 || detectMultiplier > 255) {
      throw new IllegalArgumentException("detect multiplier " + detectMultiplier + ": 1 to 255");
    }
    if (myDiscriminator == 0) {
      throw new IllegalArgumentException("my discriminator 0");
    }
    interval(desiredMinTx);
    interval(requiredMinRx);
    interval(requiredMinEchoRx);
    flags = flags.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(flags));
    if (flags.contains(PacketFlag.MULTIPOINT)
        || (flags.contains(PacketFlag.POLL) && flags.contains(PacketFlag.FINAL))) {
      throw new IllegalArgumentException("flags " + flags);
    }
  }

  private static void interval(long micros) {
    if (micros < 0 || micros > MAX) {
      throw new IllegalArgumentException("interval of " + micros + " us: 0 to " + MAX);
    }
  }

  /** {@return whether a bit is set} */
  public boolean has(PacketFlag flag) {
    return flags.contains(flag);
  }
}
