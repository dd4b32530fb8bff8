package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.CapabilityCode;

/** A refresh's begin and end are marked (RFC 7313). */
public record EnhancedRouteRefreshCapability() implements Capability {
  @Override
  public int code() {
    return CapabilityCode.ENHANCED_ROUTE_REFRESH.code();
  }
}
