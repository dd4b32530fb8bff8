package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.LargeCommunity;
import java.util.List;

/** LARGE_COMMUNITY (RFC 8092). */
public record LargeCommunities(List<LargeCommunity> values) implements PathAttribute {
  public LargeCommunities {
    values = List.copyOf(values);
  }

  @Override
  public int typeCode() {
    return AttributeType.LARGE_COMMUNITY.code();
  }
}
