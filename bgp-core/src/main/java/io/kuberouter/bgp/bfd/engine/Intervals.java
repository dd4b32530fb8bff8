package io.kuberouter.bgp.bfd.engine;

/**
 * Our intervals in microseconds: what packets say, and what is in use until a Poll Sequence has
 * told the other side (RFC 5880 section 6.8.3).
 *
 * @param desiredMinTx {@code bfd.DesiredMinTxInterval}
 * @param requiredMinRx {@code bfd.RequiredMinRxInterval}
 * @param usedTx the interval that transmission keeps to
 * @param usedRx the interval that the detection time is made of
 */
public record Intervals(long desiredMinTx, long requiredMinRx, long usedTx, long usedRx) {

  /** {@return those of a session that is not up: what is told is in use} */
  static Intervals settled(long desiredMinTx, long requiredMinRx) {
    return new Intervals(desiredMinTx, requiredMinRx, desiredMinTx, requiredMinRx);
  }

  /**
   * {@return with others to tell}
   *
   * @param up whether the session is Up
   */
  Intervals change(long tx, long rx, boolean up) {
    // "If bfd.DesiredMinTxInterval is increased and bfd.SessionState is Up, the actual
    // transmission interval used MUST NOT change until the Poll Sequence ... has terminated."
    long nowTx = up && tx > usedTx ? usedTx : tx;
    // "If bfd.RequiredMinRxInterval is reduced and bfd.SessionState is Up, the previous value ...
    // MUST be used when calculating the Detection Time for the remote system until the Poll
    // Sequence ... has terminated."
    long nowRx = up && rx < usedRx ? usedRx : rx;
    return new Intervals(tx, rx, nowTx, nowRx);
  }

  /** {@return with what is told in use} */
  Intervals settle() {
    return settled(desiredMinTx, requiredMinRx);
  }
}
