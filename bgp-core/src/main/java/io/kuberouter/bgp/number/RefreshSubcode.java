package io.kuberouter.bgp.number;

/** Subcodes of {@link NotificationCode#ROUTE_REFRESH_ERROR}; RFC 7313 section 5. */
public enum RefreshSubcode {
  INVALID_MESSAGE_LENGTH(1, "Invalid Message Length");

  private final int code;
  private final String text;

  RefreshSubcode(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /** {@return the octet} */
  public int code() {
    return code;
  }

  /** {@return the registry's name} */
  public String text() {
    return text;
  }
}
