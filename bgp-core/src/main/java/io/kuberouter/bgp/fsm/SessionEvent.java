package io.kuberouter.bgp.fsm;

/** What can happen to a connection. */
public enum SessionEvent {
  TCP_CONNECTED,
  OPEN_RECEIVED,
  KEEPALIVE_RECEIVED,
  UPDATE_RECEIVED,
  NOTIFICATION_RECEIVED,
  HOLD_TIMER_EXPIRED,
  TCP_LOST,
  STOP
}
