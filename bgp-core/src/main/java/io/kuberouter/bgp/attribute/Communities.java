package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.Community;
import java.util.List;

/** COMMUNITIES (RFC 1997). */
public record Communities(List<Community> values) implements PathAttribute {
  public Communities {
    values = List.copyOf(values);
  }

  @Override
  public int typeCode() {
    return AttributeType.COMMUNITIES.code();
  }
}
