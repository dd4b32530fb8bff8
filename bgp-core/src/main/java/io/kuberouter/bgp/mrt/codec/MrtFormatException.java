package io.kuberouter.bgp.mrt.codec;

/** Octets that are not a record as RFC 6396 has it. */
public final class MrtFormatException extends Exception {
  private static final long serialVersionUID = 1;

  /** Creates the exception: which field, what was found and expected. */
  public MrtFormatException(String detail) {
    super(detail, null, false, false);
  }
}
