package io.kuberouter.bgp.fsm;

import io.kuberouter.bgp.fsm.FsmAction.Simple;

/** Nothing is tried, and connections are refused: RFC 4271 section 8.2.2, Idle. */
final class Idle {

  private Idle() {}

  static Transition on(FsmState state, FsmOptions options, FsmEvent event) {
    return switch (event.kind()) {
      case MANUAL_START, AUTOMATIC_START -> start(state.fresh(SessionState.IDLE), options);
      // Section 8.1.3, event 13: the damped start; the counter stays and makes the next wait
      // longer.
      case IDLE_HOLD_TIMER_EXPIRES -> start(state, options);
      case MANUAL_STOP, AUTOMATIC_STOP ->
          Transition.to(state.fresh(SessionState.IDLE), Simple.STOP_IDLE_HOLD_TIMER);
      // "Any other event ... does not cause change in the state of the local system."
      case CONNECT_RETRY_TIMER_EXPIRES,
          HOLD_TIMER_EXPIRES,
          KEEPALIVE_TIMER_EXPIRES,
          DELAY_OPEN_TIMER_EXPIRES,
          TCP_CR_ACKED,
          TCP_CONNECTION_CONFIRMED,
          TCP_CONNECTION_FAILS,
          BGP_OPEN,
          BGP_HEADER_ERR,
          BGP_OPEN_MSG_ERR,
          OPEN_COLLISION_DUMP,
          NOTIF_MSG_VER_ERR,
          NOTIF_MSG,
          KEEPALIVE_MSG,
          UPDATE_MSG,
          UPDATE_MSG_ERR,
          SEND_HOLD_TIMER_EXPIRES,
          ROUTE_REFRESH_MSG ->
          Transition.ignore(state);
    };
  }

  private static Transition start(FsmState state, FsmOptions options) {
    if (options.passive()) {
      return Transition.to(
          state.in(SessionState.ACTIVE),
          Simple.STOP_IDLE_HOLD_TIMER,
          Simple.START_CONNECT_RETRY_TIMER);
    }
    return Transition.to(
        state.in(SessionState.CONNECT),
        Simple.STOP_IDLE_HOLD_TIMER,
        Simple.START_CONNECT_RETRY_TIMER,
        Simple.CONNECT);
  }
}
