package io.kuberouter.bgp.number;

import java.util.Optional;

/**
 * An extended community (RFC 4360): type, sub-type and a value; unknown ones are kept.
 *
 * @param value its eight octets
 */
public record ExtendedCommunity(long value) implements Comparable<ExtendedCommunity> {

  private static final int TWO_OCTET_AS = 0x00;
  private static final int FOUR_OCTET_AS = 0x02;
  private static final int ROUTE_TARGET = 0x02;
  private static final int LINK_BANDWIDTH = 0x04;
  private static final int NON_TRANSITIVE = 0x40;

  /** {@return the route target {@code asn:number} (RFC 4360 section 4, RFC 5668)} */
  public static ExtendedCommunity routeTarget(long asn, long number) {
    return asn > Asn.MAX_TWO_OCTETS
        ? new ExtendedCommunity(
            ((long) FOUR_OCTET_AS << 56)
                | ((long) ROUTE_TARGET << 48)
                | (asn << 16)
                | (number & 0xffff))
        : new ExtendedCommunity(
            ((long) TWO_OCTET_AS << 56)
                | ((long) ROUTE_TARGET << 48)
                | (asn << 32)
                | (number & 0xffff_ffffL));
  }

  /** {@return the bandwidth of the link to the next hop, non-transitive} */
  public static ExtendedCommunity linkBandwidth(int asn, float bytesPerSecond) {
    return new ExtendedCommunity(
        ((long) NON_TRANSITIVE << 56)
            | ((long) LINK_BANDWIDTH << 48)
            | ((asn & 0xffffL) << 32)
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

  /** {@return as {@code rt:64512:1}, {@code link-bandwidth:1250000}, or 16 hexadecimal digits} */
  @Override
  public String toString() {
    if (linkBandwidth().isPresent()) {
      return "link-bandwidth:" + linkBandwidth().get();
    }
    if (subtype() == ROUTE_TARGET && type() == TWO_OCTET_AS) {
      return "rt:" + ((value >>> 32) & 0xffff) + ":" + (value & 0xffff_ffffL);
    }
    if (subtype() == ROUTE_TARGET && type() == FOUR_OCTET_AS) {
      return "rt:" + ((value >>> 16) & 0xffff_ffffL) + ":" + (value & 0xffff);
    }
    return String.format("%016x", value);
  }
}
