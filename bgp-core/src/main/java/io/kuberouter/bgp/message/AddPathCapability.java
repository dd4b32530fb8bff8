package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.CapabilityCode;
import java.util.List;

/** Several paths to a prefix are sent or received (RFC 7911 section 4). */
public record AddPathCapability(List<Entry> entries) implements Capability {

  /** One family. */
  public record Entry(AddressFamily family, boolean receive, boolean send) {}

  public AddPathCapability {
    entries = List.copyOf(entries);
  }

  @Override
  public int code() {
    return CapabilityCode.ADD_PATH.code();
  }
}
