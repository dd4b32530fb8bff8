package io.kuberouter.bgp.bfd.engine;

import io.kuberouter.bgp.bfd.BfdConfig;
import io.kuberouter.bgp.bfd.BfdState;
import io.kuberouter.bgp.bfd.Diagnostic;

/**
 * Everything that a session remembers: the variables of RFC 5880 section 6.8.1 and its times, in
 * microseconds of {@link Moment#micros}.
 *
 * @param localDiscriminator unique on this system, not 0
 * @param diagnostic of the last change of state
 * @param lastSentAt of a packet without F; {@link #NOT_YET} before the first
 * @param lastReceivedAt {@link #NOT_YET} before the first, and after the detection time
 * @param transmitAt of the next periodic packet; {@link #NEVER} when none is due
 */
public record BfdSession(
    BfdConfig config,
    int localDiscriminator,
    BfdState state,
    Diagnostic diagnostic,
    RemoteView remote,
    Intervals intervals,
    Poll poll,
    long lastSentAt,
    long lastReceivedAt,
    long transmitAt) {

  /** A time that does not come. */
  public static final long NEVER = Long.MAX_VALUE;

  /** A time long before all others. */
  public static final long NOT_YET = Long.MIN_VALUE / 4;

  /** Of a session that is not up: a second (section 6.8.3). */
  static final long SLOW = 1_000_000;

  /**
   * Between packets that are sent early because their contents are new, or the interval if that is
   * shorter: two sides whose packets cross must not answer each other as fast as the link is.
   */
  static final long GAP = 10_000;

  public BfdSession {
    if (localDiscriminator == 0) {
      throw new IllegalArgumentException("local discriminator 0");
    }
  }

  /** {@return a session that is Down and, unless it is passive, sends at once} */
  public static BfdSession start(BfdConfig config, int localDiscriminator, Moment now) {
    return new BfdSession(
        config,
        localDiscriminator,
        BfdState.DOWN,
        Diagnostic.NO_DIAGNOSTIC,
        RemoteView.NONE,
        Intervals.settled(desiredMinTx(config, BfdState.DOWN), config.requiredMinRxMicros()),
        Poll.NONE,
        NOT_YET,
        NOT_YET,
        config.passive() ? NEVER : now.micros());
  }

  /**
   * {@return {@code bfd.DesiredMinTxInterval}: "When bfd.SessionState is not Up, the system MUST
   * set bfd.DesiredMinTxInterval to a value of not less than one second", section 6.8.3}
   */
  static long desiredMinTx(BfdConfig config, BfdState state) {
    long wanted = config.desiredMinTxMicros();
    return state == BfdState.UP ? wanted : Math.max(wanted, SLOW);
  }

  /**
   * {@return the interval between periodic packets before jitter, in microseconds; {@link #NEVER}
   * when there are none: sections 6.8.2 and 6.8.7}
   */
  public long transmitInterval() {
    // "MUST NOT periodically transmit BFD Control packets if bfd.RemoteMinRxInterval is zero"
    if (remote.requiredMinRx() == 0 || mustBeSilent()) {
      return NEVER;
    }
    // nor "if Demand mode is active on the remote system ... and a Poll Sequence is not being
    // transmitted"; it is active when both sides are Up (section 6.6)
    if (remote.demand()
        && state == BfdState.UP
        && remote.state() == BfdState.UP
        && poll == Poll.NONE) {
      return NEVER;
    }
    return Math.max(intervals.usedTx(), remote.requiredMinRx());
  }

  /** {@return "if bfd.RemoteDiscr is zero and the system is taking the Passive role": 6.8.7} */
  boolean mustBeSilent() {
    return config.passive() && remote.discriminator() == 0;
  }

  /**
   * {@return the detection time in microseconds, 0 before the first packet: "the value of Detect
   * Mult received from the remote system, multiplied by the agreed transmit interval of the remote
   * system", section 6.8.4}
   */
  public long detectionTime() {
    return remote.detectMultiplier() * Math.max(intervals.usedRx(), remote.desiredMinTx());
  }

  /** {@return when the other side is held to be gone} */
  public long detectAt() {
    return lastReceivedAt == NOT_YET ? NEVER : lastReceivedAt + detectionTime();
  }

  /** {@return when the next {@link BfdEvent.TimePassed} is due} */
  public long nextDeadline() {
    return Math.min(transmitAt, detectAt());
  }
}
