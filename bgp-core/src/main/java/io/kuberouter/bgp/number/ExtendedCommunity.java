package io.kuberouter.bgp.number;

import java.util.Optional;

/**
 * An extended community (RFC 4360): type, sub-type and a value; unknown ones are kept.
 *
 * @param value its eight octets
 */
public record ExtendedCommunity(long value) implements Comparable<ExtendedCommunity> {

  private static final int TWO_OCTET_AS = 0x00;
  private static final int IPV4_ADDRESS = 0x01;
  private static final int FOUR_OCTET_AS = 0x02;
  private static final int ROUTE_TARGET = 0x02;
  private static final int ROUTE_ORIGIN = 0x03;
  private static final int LINK_BANDWIDTH = 0x04;
  private static final int NON_TRANSITIVE = 0x40;

  /**
   * {@return the route target {@code asn:number} (RFC 4360 section 4, RFC 5668)}
   *
   * @param asn 0 to 2^32-1
   * @param number 0 to 2^32-1; to 65535 where the AS needs four octets
   */
  public static ExtendedCommunity routeTarget(long asn, long number) {
    boolean four = asn > Asn.MAX_TWO_OCTETS;
    if (asn < 0 || asn > Asn.MAX || number < 0 || number > (four ? 0xffff : 0xffff_ffffL)) {
      throw new IllegalArgumentException("route target " + asn + ":" + number);
    }
    return new ExtendedCommunity(
        ((long) (four ? FOUR_OCTET_AS : TWO_OCTET_AS) << 56)
            | ((long) ROUTE_TARGET << 48)
            | (asn << (four ? 16 : 32))
            | number);
  }

  /**
   * {@return the bandwidth of the link to the next hop, non-transitive
   * (draft-ietf-idr-link-bandwidth)}
   *
   * @param asn 1 to 2^32-1; one that needs four octets becomes {@link Asn#TRANS}
   * @param bytesPerSecond not negative
   */
  public static ExtendedCommunity linkBandwidth(long asn, float bytesPerSecond) {
    if (!(bytesPerSecond >= 0) || Float.isInfinite(bytesPerSecond)) {
      throw new IllegalArgumentException("link bandwidth " + bytesPerSecond);
    }
    return new ExtendedCommunity(
        ((long) NON_TRANSITIVE << 56)
            | ((long) LINK_BANDWIDTH << 48)
            | ((long) Asn.twoOctets(Asn.check(asn)) << 32)
            | (Float.floatToIntBits(bytesPerSecond) & 0xffff_ffffL));
  }

  /** {@return the type, 0 to 255} */
  public int type() {
    return (int) (value >>> 56);
  }

  /** {@return the sub-type, 0 to 255} */
  public int subtype() {
    return (int) (value >>> 48) & 0xff;
  }

  /** {@return whether it is passed on to another AS: bit 1 of the type is clear} */
  public boolean transitive() {
    return (type() & NON_TRANSITIVE) == 0;
  }

  /** {@return bytes per second, when it is a link bandwidth} */
  public Optional<Float> linkBandwidth() {
    return (type() & ~NON_TRANSITIVE) == TWO_OCTET_AS && subtype() == LINK_BANDWIDTH
        ? Optional.of(Float.intBitsToFloat((int) value))
        : Optional.empty();
  }

  @Override
  public int compareTo(ExtendedCommunity other) {
    return Long.compareUnsigned(value, other.value);
  }

  /**
   * {@return as {@code rt:64512:1}, {@code ro:192.0.2.1:1}, {@code link-bandwidth:1250000}, or 16
   * hexadecimal digits}
   */
  @Override
  public String toString() {
    if (linkBandwidth().isPresent()) {
      return "link-bandwidth:" + linkBandwidth().get();
    }
    return switch (subtype()) {
      case ROUTE_TARGET -> named("rt:");
      case ROUTE_ORIGIN -> named("ro:"); // RFC 4360 section 5
      default -> digits();
    };
  }

  private String named(String kind) {
    return switch (type()) {
      case TWO_OCTET_AS -> kind + ((value >>> 32) & 0xffff) + ":" + (value & 0xffff_ffffL);
      case IPV4_ADDRESS -> kind + IpAddresses.text4((int) (value >>> 16)) + ":" + (value & 0xffff);
      case FOUR_OCTET_AS -> kind + ((value >>> 16) & 0xffff_ffffL) + ":" + (value & 0xffff);
      default -> digits();
    };
  }

  private String digits() {
    return String.format("%016x", value);
  }
}
