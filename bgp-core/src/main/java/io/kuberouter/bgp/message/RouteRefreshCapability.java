package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.CapabilityCode;

/** All routes are sent again when asked for (RFC 2918). */
public record RouteRefreshCapability() implements Capability {
  @Override
  public int code() {
    return CapabilityCode.ROUTE_REFRESH.code();
  }
}
