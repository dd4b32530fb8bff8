package io.kuberouter.bgp.session;

import io.kuberouter.bgp.fsm.FsmEvent;
import io.kuberouter.bgp.message.NotificationMessage;
import java.util.Optional;

/**
 * How a session ends.
 *
 * @param sent the NOTIFICATION that we sent
 * @param received the NOTIFICATION that came
 * @param event the last of the state machine
 */
record SessionEnd(
    Optional<NotificationMessage> sent,
    Optional<NotificationMessage> received,
    FsmEvent.Kind event) {

  /** Nothing of an end is known. */
  static final SessionEnd NOT_YET =
      new SessionEnd(Optional.empty(), Optional.empty(), FsmEvent.Kind.MANUAL_START);

  SessionEnd by(FsmEvent.Kind kind) {
    return kind == event ? this : new SessionEnd(sent, received, kind);
  }

  SessionEnd told(NotificationMessage notification) {
    return new SessionEnd(Optional.of(notification), received, event);
  }

  SessionEnd heard(NotificationMessage notification) {
    return new SessionEnd(sent, Optional.of(notification), event);
  }

  /** {@return whether a NOTIFICATION was sent or came, so that the end is meant} */
  boolean wasNotified() {
    return sent.isPresent() || received.isPresent();
  }

  /** {@return whether that was a hard reset (RFC 8538 section 3)} */
  boolean wasHardReset() {
    return sent.filter(NotificationMessage::isHardReset).isPresent()
        || received.filter(NotificationMessage::isHardReset).isPresent();
  }
}
