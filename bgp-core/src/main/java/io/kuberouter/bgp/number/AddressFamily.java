package io.kuberouter.bgp.number;

/**
 * A kind of routes: AFI and SAFI (RFC 4760 section 6), of which {@link #IPV4_UNICAST} and {@link
 * #IPV6_UNICAST} are understood.
 *
 * @param afi 0 to 65535, see {@link Afi}
 * @param safi 0 to 255, see {@link Safi}
 */
public record AddressFamily(int afi, int safi) implements Comparable<AddressFamily> {

  /** IPv4 unicast: 1/1. */
  public static final AddressFamily IPV4_UNICAST = new AddressFamily(Afi.IPV4, Safi.UNICAST);

  /** IPv6 unicast: 2/1. */
  public static final AddressFamily IPV6_UNICAST = new AddressFamily(Afi.IPV6, Safi.UNICAST);

  public AddressFamily {
    if (afi < 0 || afi > 0xffff || safi < 0 || safi > 0xff) {
      throw new IllegalArgumentException("AFI/SAFI " + afi + "/" + safi);
    }
  }

  /** {@return the family, one of the constants where it is one of these} */
  public static AddressFamily of(int afi, int safi) {
    if (safi == Safi.UNICAST && afi == Afi.IPV4) {
      return IPV4_UNICAST;
    }
    return safi == Safi.UNICAST && afi == Afi.IPV6 ? IPV6_UNICAST : new AddressFamily(afi, safi);
  }

  /** {@return the family of a prefix} */
  public static AddressFamily of(Prefix prefix) {
    return prefix.isIpv6() ? IPV6_UNICAST : IPV4_UNICAST;
  }

  /** {@return whether routes of it are prefixes of addresses, which are understood} */
  public boolean isUnicast() {
    return safi == Safi.UNICAST && (afi == Afi.IPV4 || afi == Afi.IPV6);
  }

  /** {@return bits of an address: 32 or 128; 0 when the family is not understood} */
  public int addressBits() {
    return !isUnicast() ? 0 : afi == Afi.IPV4 ? 32 : 128;
  }

  @Override
  public int compareTo(AddressFamily other) {
    return Integer.compare((afi << 8) | safi, (other.afi << 8) | other.safi);
  }

  /** {@return as {@code ipv4-unicast}, or {@code afi 25 safi 70}} */
  @Override
  public String toString() {
    return !isUnicast()
        ? "afi " + afi + " safi " + safi
        : afi == Afi.IPV4 ? "ipv4-unicast" : "ipv6-unicast";
  }
}
