package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.AttributeType;

/** ORIGIN: how the first speaker learned of the route (RFC 4271 section 5.1.1). */
public enum Origin implements PathAttribute {
  /** From an interior protocol: 0. */
  IGP(0),
  /** From the EGP protocol: 1. */
  EGP(1),
  /** From elsewhere: 2. */
  INCOMPLETE(2);

  private final int code;

  Origin(int code) {
    this.code = code;
  }

  /** {@return the octet: lower is preferred} */
  public int code() {
    return code;
  }

  @Override
  public int typeCode() {
    return AttributeType.ORIGIN.code();
  }
}
