package io.kuberouter.bgp.number;

/** Subcodes of {@link NotificationCode#ROUTE_REFRESH_ERROR}; RFC 7313 section 5. */
public enum RefreshSubcode implements ErrorSubcode {
  INVALID_MESSAGE_LENGTH(1, "Invalid Message Length");

  private final int code;
  private final String text;

  RefreshSubcode(int code, String text) {
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
