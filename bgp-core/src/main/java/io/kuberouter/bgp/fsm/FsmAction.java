package io.kuberouter.bgp.fsm;

import io.kuberouter.bgp.message.NotificationMessage;

/** Something that the edge does for the state machine, in the order of a {@link Transition}. */
public sealed interface FsmAction {

  /** An action of which there is no more to say. */
  enum Simple implements FsmAction {
    /** Begins to connect to the neighbour. */
    CONNECT,
    /** Closes the connection, or gives the attempt up. */
    DROP_CONNECTION,
    SEND_OPEN,
    SEND_KEEPALIVE,
    /** Starts the ConnectRetryTimer anew: jittered, longer with each failure. */
    START_CONNECT_RETRY_TIMER,
    STOP_CONNECT_RETRY_TIMER,
    START_DELAY_OPEN_TIMER,
    STOP_DELAY_OPEN_TIMER,
    /** Starts the HoldTimer with the "large value" of four minutes (RFC 4271 section 8.2.2). */
    START_LARGE_HOLD_TIMER,
    /** Starts the HoldTimer with what was negotiated; none when that is zero. */
    START_HOLD_TIMER,
    /** Something was heard: the HoldTimer begins anew. */
    RESTART_HOLD_TIMER,
    START_KEEPALIVE_TIMER,
    /** Stops the timers of a connection. */
    STOP_SESSION_TIMERS,
    /** Starts the IdleHoldTimer: jittered, longer with each failure (section 8.1.1). */
    START_IDLE_HOLD_TIMER,
    STOP_IDLE_HOLD_TIMER,
    /** The session is up: routes may be told. */
    SESSION_UP,
    /** The session is down: what its routes become is the edge's to decide (RFC 4724). */
    SESSION_DOWN,
    /** The message goes on to the routing table. */
    PROCESS_MESSAGE
  }

  /** Sends a NOTIFICATION. */
  record SendNotification(NotificationMessage notification) implements FsmAction {}
}
