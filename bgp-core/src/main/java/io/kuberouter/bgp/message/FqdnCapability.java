package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.CapabilityCode;

/** The speaker's name, for people (draft-walton-bgp-hostname-capability). */
public record FqdnCapability(String hostname, String domain) implements Capability {
  @Override
  public int code() {
    return CapabilityCode.FQDN.code();
  }
}
