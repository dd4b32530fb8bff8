package io.kuberouter.bgp.number;

/** Subcodes of {@link NotificationCode#UPDATE_MESSAGE_ERROR}; RFC 4271 section 6.3. */
public enum UpdateSubcode implements ErrorSubcode {
  UNSPECIFIC(0, "Unspecific"),
  MALFORMED_ATTRIBUTE_LIST(1, "Malformed Attribute List"),
  UNRECOGNIZED_WELL_KNOWN(2, "Unrecognized Well-known Attribute"),
  MISSING_WELL_KNOWN(3, "Missing Well-known Attribute"),
  ATTRIBUTE_FLAGS(4, "Attribute Flags Error"),
  ATTRIBUTE_LENGTH(5, "Attribute Length Error"),
  INVALID_ORIGIN(6, "Invalid ORIGIN Attribute"),
  // 7: deprecated (AS Routing Loop)
  INVALID_NEXT_HOP(8, "Invalid NEXT_HOP Attribute"),
  OPTIONAL_ATTRIBUTE(9, "Optional Attribute Error"),
  INVALID_NETWORK_FIELD(10, "Invalid Network Field"),
  MALFORMED_AS_PATH(11, "Malformed AS_PATH");

  private final int code;
  private final String text;

  UpdateSubcode(int code, String text) {
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
