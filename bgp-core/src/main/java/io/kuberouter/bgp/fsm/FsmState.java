package io.kuberouter.bgp.fsm;

/**
 * All that the machine remembers.
 *
 * @param connectRetryCounter failures since the last good session: {@code ConnectRetryCounter}
 * @param delayOpenRunning whether the DelayOpenTimer runs
 */
public record FsmState(SessionState state, int connectRetryCounter, boolean delayOpenRunning) {

  /** Before any event. */
  public static final FsmState INITIAL = new FsmState(SessionState.IDLE, 0, false);

  /** Of a connection that the neighbour has made, before it is told to the machine. */
  public static final FsmState ACCEPTING = new FsmState(SessionState.ACTIVE, 0, false);

  FsmState in(SessionState next) {
    return new FsmState(next, connectRetryCounter, false);
  }

  FsmState failed(SessionState next) {
    return new FsmState(next, connectRetryCounter + 1, false);
  }

  FsmState fresh(SessionState next) {
    return new FsmState(next, 0, false);
  }
}
