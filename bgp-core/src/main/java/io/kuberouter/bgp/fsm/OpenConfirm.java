package io.kuberouter.bgp.fsm;

import io.kuberouter.bgp.fsm.FsmAction.Simple;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.number.FsmSubcode;

/** Both have said OPEN, and we wait for a KEEPALIVE: RFC 4271 section 8.2.2, OpenConfirm. */
final class OpenConfirm {

  private OpenConfirm() {}

  static Transition on(FsmState state, FsmOptions options, FsmEvent event) {
    return switch (event.kind()) {
      case MANUAL_START, AUTOMATIC_START -> Transition.ignore(state);
      case MANUAL_STOP -> Transition.stop(state, event, true);
      case AUTOMATIC_STOP, BGP_HEADER_ERR, BGP_OPEN_MSG_ERR, OPEN_COLLISION_DUMP ->
          Transition.failTelling(state, options, event);
      case HOLD_TIMER_EXPIRES ->
          Transition.failTelling(state, options, NotificationMessage.holdTimerExpired());
      case KEEPALIVE_TIMER_EXPIRES ->
          Transition.to(state, Simple.SEND_KEEPALIVE, Simple.START_KEEPALIVE_TIMER);
      case KEEPALIVE_MSG ->
          Transition.to(
              state.fresh(SessionState.ESTABLISHED), Simple.RESTART_HOLD_TIMER, Simple.SESSION_UP);
      case TCP_CONNECTION_FAILS, NOTIF_MSG_VER_ERR, NOTIF_MSG, SEND_HOLD_TIMER_EXPIRES ->
          Transition.fail(state, options);
      case CONNECT_RETRY_TIMER_EXPIRES,
          DELAY_OPEN_TIMER_EXPIRES,
          IDLE_HOLD_TIMER_EXPIRES,
          TCP_CR_ACKED,
          TCP_CONNECTION_CONFIRMED,
          BGP_OPEN,
          UPDATE_MSG,
          UPDATE_MSG_ERR,
          ROUTE_REFRESH_MSG ->
          Transition.failTelling(
              state, options, NotificationMessage.fsm(FsmSubcode.IN_OPEN_CONFIRM));
    };
  }
}
