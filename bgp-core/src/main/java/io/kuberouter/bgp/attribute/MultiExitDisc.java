package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.Asn;
import io.kuberouter.bgp.number.AttributeType;

/**
 * MULTI_EXIT_DISC: which of an AS's entries it prefers, lower is better (RFC 4271 section 5.1.4).
 *
 * @param value 0 to 2^32-1
 */
public record MultiExitDisc(long value) implements PathAttribute {
  public MultiExitDisc {
    if (value < 0 || value > Asn.MAX) {
      throw new IllegalArgumentException("MULTI_EXIT_DISC " + value);
    }
  }

  @Override
  public int typeCode() {
    return AttributeType.MULTI_EXIT_DISC.code();
  }
}
