package io.kuberouter.bgp.number;

/** Subcodes of {@link NotificationCode#FSM_ERROR}; RFC 6608. */
public enum FsmSubcode implements ErrorSubcode {
  UNSPECIFIED(0, "Unspecified Error"),
  IN_OPEN_SENT(1, "Receive Unexpected Message in OpenSent State"),
  IN_OPEN_CONFIRM(2, "Receive Unexpected Message in OpenConfirm State"),
  IN_ESTABLISHED(3, "Receive Unexpected Message in Established State");

  private final int code;
  private final String text;

  FsmSubcode(int code, String text) {
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
