package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.CapabilityCode;

/** Routes of a family are understood (RFC 4760 section 8). */
public record MultiprotocolCapability(AddressFamily family) implements Capability {
  @Override
  public int code() {
    return CapabilityCode.MULTIPROTOCOL.code();
  }
}
