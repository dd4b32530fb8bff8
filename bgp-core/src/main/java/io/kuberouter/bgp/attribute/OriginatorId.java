package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.BgpIdentifier;

/** ORIGINATOR_ID: who brought a reflected route into the AS (RFC 4456 section 8). */
public record OriginatorId(BgpIdentifier value) implements PathAttribute {
  @Override
  public int typeCode() {
    return AttributeType.ORIGINATOR_ID.code();
  }
}
