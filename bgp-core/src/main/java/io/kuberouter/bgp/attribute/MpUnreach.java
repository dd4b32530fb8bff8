package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.AttributeType;

/** MP_UNREACH_NLRI: routes of any family that are withdrawn (RFC 4760 section 4). */
public record MpUnreach(Nlri nlri) implements PathAttribute {

  /** {@return the family} */
  public AddressFamily family() {
    return nlri.family();
  }

  @Override
  public int typeCode() {
    return AttributeType.MP_UNREACH_NLRI.code();
  }
}
