package io.kuberouter.bgp.codec;

/** Bytes that end a session; holds the NOTIFICATION to send (RFC 4271 section 6). */
public final class OldProtocolException extends Exception {
  private static final long serialVersionUID = 1;

  private final int code;
  private final int subcode;

  /** Creates the exception. */
  public OldProtocolException(int code, int subcode, String message) {
    super(message);
    this.code = code;
    this.subcode = subcode;
  }

  /** {@return the error code} */
  public int code() {
    return code;
  }

  /** {@return the error subcode} */
  public int subcode() {
    return subcode;
  }
}
