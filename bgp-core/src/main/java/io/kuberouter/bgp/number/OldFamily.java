package io.kuberouter.bgp.number;

import java.util.Optional;

/** The address families that are spoken, by AFI and SAFI (RFC 4760 section 6). */
public enum OldFamily {
  IPV4_UNICAST(1, 1),
  IPV6_UNICAST(2, 1);

  private final int afi;
  private final int safi;

  OldFamily(int afi, int safi) {
    this.afi = afi;
    this.safi = safi;
  }

  /** {@return the address family identifier} */
  public int afi() {
    return afi;
  }

  /** {@return the subsequent address family identifier} */
  public int safi() {
    return safi;
  }

  /** {@return the family of two numbers, if it is one of these} */
  public static Optional<OldFamily> of(int afi, int safi) {
    for (OldFamily family : values()) {
      if (family.afi == afi && family.safi == safi) {
        return Optional.of(family);
      }
    }
    return Optional.empty();
  }

  /** {@return the family of a prefix} */
  public static OldFamily of(Prefix prefix) {
    return prefix.isIpv6() ? IPV6_UNICAST : IPV4_UNICAST;
  }
}
