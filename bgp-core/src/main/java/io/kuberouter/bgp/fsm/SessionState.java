package io.kuberouter.bgp.fsm;

/** The states of a session: RFC 4271 section 8.2.2. */
public enum SessionState {
  IDLE,
  CONNECT,
  ACTIVE,
  OPEN_SENT,
  OPEN_CONFIRM,
  ESTABLISHED
}
