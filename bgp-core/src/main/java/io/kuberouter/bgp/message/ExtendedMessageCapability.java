package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.CapabilityCode;

/** Messages may have 65,535 octets (RFC 8654). */
public record ExtendedMessageCapability() implements Capability {
  @Override
  public int code() {
    return CapabilityCode.EXTENDED_MESSAGE.code();
  }
}
