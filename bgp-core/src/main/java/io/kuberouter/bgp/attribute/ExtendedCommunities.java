package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.ExtendedCommunity;
import java.util.List;

/** EXTENDED COMMUNITIES (RFC 4360). */
public record ExtendedCommunities(List<ExtendedCommunity> values) implements PathAttribute {
  public ExtendedCommunities {
    values = List.copyOf(values);
  }

  @Override
  public int typeCode() {
    return AttributeType.EXTENDED_COMMUNITIES.code();
  }
}
