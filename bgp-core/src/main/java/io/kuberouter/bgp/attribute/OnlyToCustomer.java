package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.Asn;
import io.kuberouter.bgp.number.AttributeType;

/** ONLY_TO_CUSTOMER: the AS from which on a route only goes down (RFC 9234 section 5). */
public record OnlyToCustomer(long asn) implements PathAttribute {
  public OnlyToCustomer {
    Asn.checkOctets(asn);
  }

  @Override
  public int typeCode() {
    return AttributeType.ONLY_TO_CUSTOMER.code();
  }
}
