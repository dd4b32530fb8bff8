package io.kuberouter.bgp.fsm;

import io.kuberouter.bgp.fsm.FsmAction.Simple;

/** What Connect and Active do alike once a connection is there. */
final class Connected {

  private Connected() {}

  static Transition on(FsmState state, FsmOptions options) {
    if (options.delayOpen()) {
      // "stops the ConnectRetryTimer ... sets the DelayOpenTimer to the initial value, and stays"
      return Transition.to(
          new FsmState(state.state(), state.connectRetryCounter(), true),
          Simple.STOP_CONNECT_RETRY_TIMER,
          Simple.START_DELAY_OPEN_TIMER);
    }
    return sayOpen(state);
  }

  static Transition sayOpen(FsmState state) {
    return Transition.to(
        state.in(SessionState.OPEN_SENT),
        Simple.STOP_CONNECT_RETRY_TIMER,
        Simple.SEND_OPEN,
        Simple.START_LARGE_HOLD_TIMER);
  }

  /**
   * Events 19 and 20: the neighbour has said OPEN first, which is in order where we wait for it.
   */
  static Transition openFirst(FsmState state, FsmOptions options) {
    if (!state.delayOpenRunning()) {
      return Transition.fail(state, options);
    }
    return Transition.to(
        state.in(SessionState.OPEN_CONFIRM),
        Simple.STOP_CONNECT_RETRY_TIMER,
        Simple.STOP_DELAY_OPEN_TIMER,
        Simple.SEND_OPEN,
        Simple.SEND_KEEPALIVE,
        Simple.START_KEEPALIVE_TIMER,
        Simple.START_HOLD_TIMER);
  }

  /** Event 24: the neighbour does not know our version; nobody is to blame where we waited. */
  static Transition versionRefused(FsmState state, FsmOptions options, FsmEvent event) {
    return state.delayOpenRunning()
        ? Transition.stop(state, event, false)
        : Transition.fail(state, options);
  }
}
