package io.kuberouter.bgp.number;

import java.net.InetAddress;

/**
 * The number by which a speaker is known in its AS (RFC 6286), written as a dotted quad. Also the
 * form of ORIGINATOR_ID and of the members of a CLUSTER_LIST.
 *
 * @param value its four octets, most significant first
 */
public record BgpIdentifier(int value) implements Comparable<BgpIdentifier> {

  /** {@return the identifier that an IPv4 address is} */
  public static BgpIdentifier of(InetAddress address) {
    byte[] b = address.getAddress();
    if (b.length != 4) {
      throw new IllegalArgumentException(
          "BGP identifier " + address.getHostAddress() + ": an IPv4 address is needed");
    }
    return new BgpIdentifier(
        ((b[0] & 0xff) << 24) | ((b[1] & 0xff) << 16) | ((b[2] & 0xff) << 8) | (b[3] & 0xff));
  }

  /** {@return the identifier of a dotted quad} */
  public static BgpIdentifier parse(String text) {
    return of(IpAddresses.parse(text));
  }

  /** Compares as unsigned numbers in host order: RFC 4271 section 6.8. */
  @Override
  public int compareTo(BgpIdentifier other) {
    return Integer.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return IpAddresses.text4(value);
  }
}
