package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.Octet;
import io.kuberouter.bgp.number.OctetString;

/**
 * An attribute that is not understood, kept as it came.
 *
 * @param flags with their Optional, Transitive and Partial bits
 * @param typeCode 0 to 255
 */
public record UnknownAttribute(int flags, int typeCode, OctetString value)
    implements PathAttribute {
  public UnknownAttribute {
    Octet.check("flags", flags);
    Octet.check("attribute", typeCode);
    if (value.length() > 0xffff) {
      throw new IllegalArgumentException(
          "attribute " + typeCode + " with " + value.length() + " octets: at most 65535");
    }
  }

  /** {@return whether it is passed on: RFC 4271 section 5} */
  public boolean transitive() {
    return (flags & AttributeType.TRANSITIVE_BIT) != 0;
  }

  /** {@return it with the Partial bit, as a speaker passes it on that does not understand it} */
  public UnknownAttribute asPartial() {
    return new UnknownAttribute(flags | AttributeType.PARTIAL_BIT, typeCode, value);
  }
}
