package io.kuberouter.bgp.codec.attribute;

import io.kuberouter.bgp.number.UpdateSubcode;

/** Octets that are not as the attribute's RFC says; becomes an {@link AttributeFault}. */
public final class MalformedAttributeException extends Exception {
  private static final long serialVersionUID = 1;

  private final UpdateSubcode subcode;

  /**
   * Creates the exception, without a stack trace: whoever sends such octets may send many.
   *
   * @param detail what was found and expected
   */
  public MalformedAttributeException(UpdateSubcode subcode, String detail) {
    super(detail, null, false, false);
    this.subcode = subcode;
  }

  /** {@return the exception about a length} */
  static MalformedAttributeException length(int found, String expected) {
    return new MalformedAttributeException(
        UpdateSubcode.ATTRIBUTE_LENGTH, "length " + found + ", expected " + expected);
  }

  /** {@return what RFC 4271 section 6.3 has for it} */
  public UpdateSubcode subcode() {
    return subcode;
  }

  /** {@return what was found and expected} */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
