package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.AttributeType;

/**
 * AS4_PATH: the true path behind an AS_PATH of two octets (RFC 6793 section 4.2.2). Decoded UPDATEs
 * hold none, for it is merged into their {@link AsPath}.
 */
public record As4Path(AsPath path) implements PathAttribute {
  @Override
  public int typeCode() {
    return AttributeType.AS4_PATH.code();
  }
}
