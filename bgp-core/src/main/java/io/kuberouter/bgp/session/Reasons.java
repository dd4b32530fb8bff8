package io.kuberouter.bgp.session;

import io.kuberouter.bgp.fsm.FsmEvent;

/** Why a state has changed, as the end of a sentence. */
final class Reasons {

  private Reasons() {}

  static String of(FsmEvent event) {
    if (!event.detail().isEmpty()) {
      return event.detail();
    }
    return switch (event.kind()) {
      case MANUAL_START, AUTOMATIC_START -> "it was started";
      case MANUAL_STOP -> "it was stopped";
      case AUTOMATIC_STOP -> "it was stopped by a limit";
      case CONNECT_RETRY_TIMER_EXPIRES -> "it is time to connect again";
      case HOLD_TIMER_EXPIRES -> "nothing was heard from the neighbour for the hold time";
      case KEEPALIVE_TIMER_EXPIRES -> "it is time to say KEEPALIVE";
      case DELAY_OPEN_TIMER_EXPIRES -> "the neighbour has not said OPEN first";
      case IDLE_HOLD_TIMER_EXPIRES -> "it is time to start again";
      case TCP_CR_ACKED -> "connected";
      case TCP_CONNECTION_CONFIRMED -> "the neighbour has connected";
      case TCP_CONNECTION_FAILS -> "the connection was lost";
      case BGP_OPEN -> "the neighbour's OPEN came";
      case BGP_HEADER_ERR -> "the neighbour sent a bad message";
      case BGP_OPEN_MSG_ERR -> "the neighbour sent a bad OPEN";
      case OPEN_COLLISION_DUMP -> "another connection with the neighbour stays";
      case NOTIF_MSG_VER_ERR, NOTIF_MSG -> "the neighbour sent a NOTIFICATION";
      case KEEPALIVE_MSG -> "the neighbour's KEEPALIVE came";
      case UPDATE_MSG -> "an UPDATE came";
      case UPDATE_MSG_ERR -> "the neighbour sent a bad UPDATE";
      case SEND_HOLD_TIMER_EXPIRES -> "the neighbour has taken nothing for the send hold time";
      case ROUTE_REFRESH_MSG -> "a ROUTE-REFRESH came";
    };
  }
}
