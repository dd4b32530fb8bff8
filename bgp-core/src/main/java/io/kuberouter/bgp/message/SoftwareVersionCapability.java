package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.CapabilityCode;

/** The speaker's program, for people (draft-abraitis-bgp-version-capability). */
public record SoftwareVersionCapability(String version) implements Capability {
  @Override
  public int code() {
    return CapabilityCode.SOFTWARE_VERSION.code();
  }
}
