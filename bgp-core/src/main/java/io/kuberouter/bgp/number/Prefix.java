package io.kuberouter.bgp.number;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * A network: address bits and their count (RFC 4271 section 4.3). Bits behind the length are
 * cleared.
 *
 * @param isIpv6 the family
 * @param high the first 64 bits of the address; of IPv4, its 32 bits and 32 zeros
 * @param low the last 64 bits of an IPv6 address; of IPv4, 0
 * @param length 0 to 32 or 128
 */
public record Prefix(boolean isIpv6, long high, long low, int length)
    implements Comparable<Prefix> {

  public Prefix {
    if (length < 0 || length > (isIpv6 ? 128 : 32)) {
      throw new IllegalArgumentException("prefix length " + length);
    }
    high &= length >= 64 ? -1L : mask(length);
    low &= length <= 64 ? 0 : mask(length - 64);
  }

  /** Creates the prefix of an address. */
  public Prefix(InetAddress address, int length) {
    this(
        address.getAddress().length == 16,
        word(address.getAddress(), 0),
        word(address.getAddress(), 8),
        length);
  }

  private static long mask(int bits) {
    return bits == 0 ? 0 : -1L << (64 - bits);
  }

  private static long word(byte[] octets, int at) {
    if (octets.length == 4) {
      return at == 0 ? ((long) ByteBuffer.wrap(octets).getInt()) << 32 : 0;
    }
    return ByteBuffer.wrap(octets).getLong(at);
  }

  /** {@return the prefix of {@code 192.0.2.0/24} or {@code 2001:db8::/32}} */
  public static Prefix parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
      throw new IllegalArgumentException("not a prefix: " + text);
    }
    return new Prefix(
        IpAddresses.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
  }

  /** {@return the address, with zeros behind the length} */
  public InetAddress address() {
    return IpAddresses.of(
        isIpv6
            ? ByteBuffer.allocate(16).putLong(high).putLong(low).array()
            : ByteBuffer.allocate(4).putInt((int) (high >>> 32)).array());
  }

  /** {@return whether another prefix of the family is this one or a part of it} */
  public boolean covers(Prefix other) {
    if (isIpv6 != other.isIpv6 || other.length < length) {
      return false;
    }
    return length <= 64
        ? (other.high & mask(length)) == high
        : other.high == high && (other.low & mask(length - 64)) == low;
  }

  @Override
  public int compareTo(Prefix other) {
    int order = Boolean.compare(isIpv6, other.isIpv6);
    order = order != 0 ? order : Long.compareUnsigned(high, other.high);
    order = order != 0 ? order : Long.compareUnsigned(low, other.low);
    return order != 0 ? order : Integer.compare(length, other.length);
  }

  /** {@return as {@code 10.0.0.0/8} or {@code fd00::/8}: the text of RFC 5952} */
  @Override
  public String toString() {
    return IpAddresses.text(address()) + "/" + length;
  }
}
