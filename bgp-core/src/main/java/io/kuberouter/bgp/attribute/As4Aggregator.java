package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.Asn;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.BgpIdentifier;

/**
 * AS4_AGGREGATOR: the true {@link Aggregator} behind one of two octets (RFC 6793 section 4.2.2),
 * into which it is merged.
 */
public record As4Aggregator(long asn, BgpIdentifier speaker) implements PathAttribute {
  public As4Aggregator {
    Asn.check(asn);
  }

  @Override
  public int typeCode() {
    return AttributeType.AS4_AGGREGATOR.code();
  }
}
