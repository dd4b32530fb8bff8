package io.kuberouter.bgp.codec;

import io.kuberouter.bgp.message.NotificationMessage;

/** Octets that end a session; holds the NOTIFICATION to send (RFC 4271 section 6). */
public final class BgpProtocolException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient NotificationMessage notification;

  /**
   * Creates the exception.
   *
   * @param detail what was found and expected, for people
   */
  public BgpProtocolException(NotificationMessage notification, String detail) {
    super(notification.text() + ": " + detail, null, false, false);
    this.notification = notification;
  }

  /** {@return what the neighbour is told} */
  public NotificationMessage notification() {
    return notification;
  }

  /** {@return the error and its detail} */
  public String text() {
    return String.valueOf(getMessage());
  }
}
