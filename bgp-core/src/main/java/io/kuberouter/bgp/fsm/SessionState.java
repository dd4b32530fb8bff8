package io.kuberouter.bgp.fsm;

/** The states of a connection that is up (RFC 4271 section 8.2.2) and of one that is not. */
public enum SessionState {
  IDLE,
  CONNECT,
  OPEN_SENT,
  OPEN_CONFIRM,
  ESTABLISHED
}
