package io.kuberouter.bgp.attribute;

import io.kuberouter.bgp.number.AttributeType;

/** ATOMIC_AGGREGATE: the route leads through ASes that its path does not name (section 5.1.6). */
public record AtomicAggregate() implements PathAttribute {
  @Override
  public int typeCode() {
    return AttributeType.ATOMIC_AGGREGATE.code();
  }
}
