package io.kuberouter.bgp.number;

/** Subcodes of {@link NotificationCode#MESSAGE_HEADER_ERROR}; RFC 4271 section 6.1. */
public enum HeaderSubcode implements ErrorSubcode {
  CONNECTION_NOT_SYNCHRONIZED(1, "Connection Not Synchronized"),
  BAD_MESSAGE_LENGTH(2, "Bad Message Length"),
  BAD_MESSAGE_TYPE(3, "Bad Message Type");

  private final int code;
  private final String text;

  HeaderSubcode(int code, String text) {
    this.code = code;
    this.text = text;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public String text() {
    return text;
  }
}
