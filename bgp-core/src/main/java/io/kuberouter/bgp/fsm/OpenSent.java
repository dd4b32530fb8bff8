package io.kuberouter.bgp.fsm;

import io.kuberouter.bgp.fsm.FsmAction.Simple;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.number.FsmSubcode;

/** We have said OPEN and wait for the neighbour's: RFC 4271 section 8.2.2, OpenSent. */
final class OpenSent {

  private OpenSent() {}

  static Transition on(FsmState state, FsmOptions options, FsmEvent event) {
    return switch (event.kind()) {
      case MANUAL_START, AUTOMATIC_START -> Transition.ignore(state);
      case MANUAL_STOP -> Transition.stop(state, event, true);
      case AUTOMATIC_STOP, BGP_HEADER_ERR, BGP_OPEN_MSG_ERR, OPEN_COLLISION_DUMP ->
          Transition.failTelling(state, options, event);
      case HOLD_TIMER_EXPIRES ->
          Transition.failTelling(state, options, NotificationMessage.holdTimerExpired());
      case TCP_CONNECTION_FAILS ->
          options.automaticStart()
              // "closes the BGP connection, restarts the ConnectRetryTimer, continues to listen"
              ? Transition.to(
                  state.failed(SessionState.ACTIVE),
                  Simple.STOP_SESSION_TIMERS,
                  Simple.DROP_CONNECTION,
                  Simple.START_CONNECT_RETRY_TIMER)
              : Transition.fail(state, options);
      case BGP_OPEN ->
          Transition.to(
              state.in(SessionState.OPEN_CONFIRM),
              Simple.STOP_CONNECT_RETRY_TIMER,
              Simple.SEND_KEEPALIVE,
              Simple.START_KEEPALIVE_TIMER,
              Simple.START_HOLD_TIMER);
      case NOTIF_MSG_VER_ERR, NOTIF_MSG, SEND_HOLD_TIMER_EXPIRES ->
          // Section 6.4: a NOTIFICATION is not answered by another one.
          Transition.fail(state, options);
      case CONNECT_RETRY_TIMER_EXPIRES,
          KEEPALIVE_TIMER_EXPIRES,
          DELAY_OPEN_TIMER_EXPIRES,
          IDLE_HOLD_TIMER_EXPIRES,
          TCP_CR_ACKED,
          TCP_CONNECTION_CONFIRMED,
          KEEPALIVE_MSG,
          UPDATE_MSG,
          UPDATE_MSG_ERR,
          ROUTE_REFRESH_MSG ->
          Transition.failTelling(state, options, NotificationMessage.fsm(FsmSubcode.IN_OPEN_SENT));
    };
  }
}
