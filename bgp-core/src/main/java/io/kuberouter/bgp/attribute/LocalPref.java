package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.Asn;
import io.kuberouter.bgp.number.AttributeType;

/**
 * LOCAL_PREF: our AS's preference, higher is better (RFC 4271 section 5.1.5).
 *
 * @param value 0 to 2^32-1
 */
public record LocalPref(long value) implements PathAttribute {

  /** What a route without the attribute counts as. */
  public static final LocalPref DEFAULT = new LocalPref(100);

  public LocalPref {
    if (value < 0 || value > Asn.MAX) {
      throw new IllegalArgumentException("LOCAL_PREF " + value);
    }
  }

  @Override
  public int typeCode() {
    return AttributeType.LOCAL_PREF.code();
  }
}
