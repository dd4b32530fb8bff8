package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.CapabilityCode;
import java.util.List;

/** Routes of a family may have next hops of another (RFC 8950 section 4). */
public record ExtendedNextHopCapability(List<Entry> entries) implements Capability {

  /**
   * One family of routes.
   *
   * @param nextHopAfi of its next hops
   */
  public record Entry(AddressFamily family, int nextHopAfi) {}

  public ExtendedNextHopCapability {
    entries = List.copyOf(entries);
  }

  @Override
  public int code() {
    return CapabilityCode.EXTENDED_NEXT_HOP.code();
  }
}
