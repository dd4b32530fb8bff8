package io.kuberouter.sync.cluster;

import java.net.InetAddress;

/**
 * A network: address bits and their count, as {@code 10.244.0.0/24}. Host bits are cleared.
 *
 * @param network the first address
 * @param length the count of leading bits that belong to the network
 */
public record Cidr(InetAddress network, int length) {

  public Cidr {
    int bits = network.getAddress().length * 8;
    if (length < 0 || length > bits) {
      throw new IllegalArgumentException(
          "prefix length " + length + " of " + IpText.format(network));
    }
    byte[] bytes = network.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int keep = Math.min(8, Math.max(0, length - (i * 8)));
      bytes[i] = (byte) (bytes[i] & (0xff << (8 - keep)));
    }
    network = IpText.ofBytes(bytes);
  }

  /**
   * Reads {@code address/length}.
   *
   * @throws IllegalArgumentException when the text is not a network
   */
  public static Cidr parse(String text) {
    String trimmed = text.trim();
    int slash = trimmed.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("not a CIDR (address/length): " + text);
    }
    int length;
    try {
      length = Integer.parseInt(trimmed.substring(slash + 1));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a CIDR (address/length): " + text, e);
    }
    return new Cidr(IpText.parse(trimmed.substring(0, slash)), length);
  }

  /** {@return the network of one address: /32 or /128} */
  public static Cidr host(InetAddress address) {
    return new Cidr(address, address.getAddress().length * 8);
  }

  /** {@return whether the networks' addresses are of IPv6} */
  public boolean isIpv6() {
    return network.getAddress().length == 16;
  }

  /** {@return whether the address lies in this network} */
  public boolean contains(InetAddress address) {
    byte[] a = network.getAddress();
    byte[] b = address.getAddress();
    if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < a.length; i++) {
      int keep = Math.min(8, Math.max(0, length - (i * 8)));
      int mask = (0xff << (8 - keep)) & 0xff;
      if ((a[i] & mask) != (b[i] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** {@return as in {@code ip route}: {@code fd24::/64}} */
  @Override
  public String toString() {
    return IpText.format(network) + "/" + length;
  }
}
