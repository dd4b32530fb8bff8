package io.kuberouter.bgp.number;

/** Subcodes of {@link NotificationCode#OPEN_MESSAGE_ERROR}; RFC 4271 section 6.2, 5492, 9234. */
public enum OpenSubcode implements ErrorSubcode {
  UNSPECIFIC(0, "Unspecific"),
  UNSUPPORTED_VERSION(1, "Unsupported Version Number"),
  BAD_PEER_AS(2, "Bad Peer AS"),
  BAD_BGP_IDENTIFIER(3, "Bad BGP Identifier"),
  UNSUPPORTED_OPTIONAL_PARAMETER(4, "Unsupported Optional Parameter"),
  // 5: deprecated (Authentication Failure)
  UNACCEPTABLE_HOLD_TIME(6, "Unacceptable Hold Time"),
  UNSUPPORTED_CAPABILITY(7, "Unsupported Capability"),
  // 8-10: deprecated
  ROLE_MISMATCH(11, "Role Mismatch");

  private final int code;
  private final String text;

  OpenSubcode(int code, String text) {
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
