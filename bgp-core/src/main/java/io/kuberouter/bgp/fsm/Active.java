package io.kuberouter.bgp.fsm;

import io.kuberouter.bgp.fsm.FsmAction.Simple;

/** We wait for the neighbour to connect, or to try again: RFC 4271 section 8.2.2, Active. */
final class Active {

  private Active() {}

  static Transition on(FsmState state, FsmOptions options, FsmEvent event) {
    return switch (event.kind()) {
      case MANUAL_START, AUTOMATIC_START -> Transition.ignore(state);
      case MANUAL_STOP -> Transition.stop(state, event, false);
      case CONNECT_RETRY_TIMER_EXPIRES ->
          options.passive()
              ? Transition.to(state, Simple.START_CONNECT_RETRY_TIMER)
              : Transition.to(
                  state.in(SessionState.CONNECT), Simple.START_CONNECT_RETRY_TIMER, Simple.CONNECT);
      case DELAY_OPEN_TIMER_EXPIRES -> Connected.sayOpen(state);
      case TCP_CR_ACKED, TCP_CONNECTION_CONFIRMED -> Connected.on(state, options);
      case BGP_OPEN -> Connected.openFirst(state, options);
      case NOTIF_MSG_VER_ERR -> Connected.versionRefused(state, options, event);
      // section 6.8: a connection that collides is closed by a NOTIFICATION, "Cease"
      case BGP_HEADER_ERR, BGP_OPEN_MSG_ERR, OPEN_COLLISION_DUMP ->
          Transition.failTelling(state, options, event);
      case TCP_CONNECTION_FAILS,
          AUTOMATIC_STOP,
          HOLD_TIMER_EXPIRES,
          KEEPALIVE_TIMER_EXPIRES,
          IDLE_HOLD_TIMER_EXPIRES,
          NOTIF_MSG,
          KEEPALIVE_MSG,
          UPDATE_MSG,
          UPDATE_MSG_ERR,
          SEND_HOLD_TIMER_EXPIRES,
          ROUTE_REFRESH_MSG ->
          Transition.fail(state, options);
    };
  }
}
