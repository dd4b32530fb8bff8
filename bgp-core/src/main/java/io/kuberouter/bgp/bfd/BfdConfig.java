package io.kuberouter.bgp.bfd;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * What a session is told to do. Durations are whole microseconds up to 2^32-1 of them.
 *
 * @param desiredMinTx how often we want to send, at least 1 us
 * @param requiredMinRx how often we can receive; zero: we want no periodic packets
 * @param detectMultiplier how many missing packets mean that we are gone, 1 to 255
 * @param passive whether nothing is sent before the other side is heard (RFC 5880 section 6.1)
 */
public record BfdConfig(
    Duration desiredMinTx, Duration requiredMinRx, int detectMultiplier, boolean passive) {

  /** A second both ways, three times, active: what kube-router does unless told otherwise. */
  public static final BfdConfig DEFAULT =
      new BfdConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), 3, false);

  private static final long MAX = 0xffff_ffffL;

  public BfdConfig {
    check("desired min tx", desiredMinTx, 1);
    check("required min rx", requiredMinRx, 0);
    if (detectMultiplier < 1 || detectMultiplier > 255) {
      throw new IllegalArgumentException("detect multiplier " + detectMultiplier + ": 1 to 255");
    }
  }

  private static void check(String what, Duration interval, long least) {
    if (interval.compareTo(Duration.of(least, ChronoUnit.MICROS)) < 0
        || interval.compareTo(Duration.of(MAX, ChronoUnit.MICROS)) > 0) {
      throw new IllegalArgumentException(
          what + " " + interval + ": " + least + " us to " + MAX + " us");
    }
  }

  /** {@return the desired interval in microseconds} */
  public long desiredMinTxMicros() {
    return desiredMinTx.toNanos() / 1000;
  }

  /** {@return the required interval in microseconds} */
  public long requiredMinRxMicros() {
    return requiredMinRx.toNanos() / 1000;
  }
}
