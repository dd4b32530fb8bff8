package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.AttributeType;

/** ORIGIN: how the first speaker learned of the route (RFC 4271 section 5.1.1). */
public enum Origin implements PathAttribute {
  /** From an interior protocol: 0. */
  IGP,
  /** From the EGP protocol: 1. */
  EGP,
  /** From elsewhere: 2. */
  INCOMPLETE;

  @Override
  public int typeCode() {
    return AttributeType.ORIGIN.code();
  }
}
