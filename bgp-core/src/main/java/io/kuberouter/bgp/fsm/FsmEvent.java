package io.kuberouter.bgp.fsm;

import io.kuberouter.bgp.message.NotificationMessage;

/** Something that happens to a session: RFC 4271 section 8.1. */
public sealed interface FsmEvent {

  /** Which event, with its number in the RFC. */
  enum Kind {
    /** Event 1. */
    MANUAL_START(1),
    /** Event 2. */
    MANUAL_STOP(2),
    /** Event 3. */
    AUTOMATIC_START(3),
    /** Event 8: a limit of ours was passed, or the like. */
    AUTOMATIC_STOP(8),
    /** Event 9. */
    CONNECT_RETRY_TIMER_EXPIRES(9),
    /** Event 10. */
    HOLD_TIMER_EXPIRES(10),
    /** Event 11. */
    KEEPALIVE_TIMER_EXPIRES(11),
    /** Event 12. */
    DELAY_OPEN_TIMER_EXPIRES(12),
    /** Event 13. */
    IDLE_HOLD_TIMER_EXPIRES(13),
    /** Event 16: the connection that we asked for is there. */
    TCP_CR_ACKED(16),
    /** Event 17: the neighbour has connected to us. */
    TCP_CONNECTION_CONFIRMED(17),
    /** Event 18. */
    TCP_CONNECTION_FAILS(18),
    /** Event 19, and 20 while the DelayOpenTimer runs. */
    BGP_OPEN(19),
    /** Event 21. */
    BGP_HEADER_ERR(21),
    /** Event 22. */
    BGP_OPEN_MSG_ERR(22),
    /** Event 23. */
    OPEN_COLLISION_DUMP(23),
    /** Event 24. */
    NOTIF_MSG_VER_ERR(24),
    /** Event 25. */
    NOTIF_MSG(25),
    /** Event 26. */
    KEEPALIVE_MSG(26),
    /** Event 27. */
    UPDATE_MSG(27),
    /** Event 28. */
    UPDATE_MSG_ERR(28),
    /** Event 29: RFC 9687 section 3. */
    SEND_HOLD_TIMER_EXPIRES(29),
    /** No number: RFC 2918 extends what Established does. */
    ROUTE_REFRESH_MSG(0);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    /** {@return the number in RFC 4271 section 8.1 or RFC 9687; 0 without one} */
    public int number() {
      return number;
    }
  }

  /** {@return which event} */
  Kind kind();

  /** {@return what happened, as the end of a sentence; empty when the kind says it all} */
  String detail();

  /** An event of which there is no more to say. */
  record Plain(Kind kind, String detail) implements FsmEvent {}

  /**
   * An event at which the neighbour is told something.
   *
   * @param notification the message, if the state has one sent
   */
  record Failure(Kind kind, NotificationMessage notification, String detail) implements FsmEvent {}

  /** {@return the event} */
  static FsmEvent of(Kind kind) {
    return new Plain(kind, "");
  }

  /** {@return the event, with what happened} */
  static FsmEvent of(Kind kind, String detail) {
    return new Plain(kind, detail);
  }

  /** {@return the event, with what the neighbour is told} */
  static FsmEvent error(Kind kind, NotificationMessage notification, String detail) {
    return new Failure(kind, notification, detail);
  }
}
