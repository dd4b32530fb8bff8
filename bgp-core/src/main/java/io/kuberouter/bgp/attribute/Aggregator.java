package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.Asn;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.BgpIdentifier;

/**
 * AGGREGATOR: who made one route of several (RFC 4271 section 5.1.7).
 *
 * @param asn 1 to 2^32-1: 0 is malformed (RFC 7607)
 * @param speaker its address, usually its identifier
 */
public record Aggregator(long asn, BgpIdentifier speaker) implements PathAttribute {
  public Aggregator {
    Asn.check(asn);
  }

  @Override
  public int typeCode() {
    return AttributeType.AGGREGATOR.code();
  }
}
