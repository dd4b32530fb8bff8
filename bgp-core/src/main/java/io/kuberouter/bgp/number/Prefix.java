package io.kuberouter.bgp.number;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Network layer reachability information (RFC 4271 section 4.3): address bits and their count. Bits
 * behind the length are cleared.
 */
public record Prefix(InetAddress address, int length) {

  public Prefix {
    byte[] bytes = address.getAddress();
    if (length < 0 || length > bytes.length * 8) {
      throw new IllegalArgumentException("prefix length " + length + " of " + address);
    }
    for (int i = 0; i < bytes.length; i++) {
      int keep = Math.min(8, Math.max(0, length - (i * 8)));
      bytes[i] = (byte) (bytes[i] & (0xff << (8 - keep)));
    }
    try {
      address =
          bytes.length == 16
              ? Inet6Address.getByAddress(null, bytes, -1)
              : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
    }
  }

  /** {@return whether it is a prefix of IPv6} */
  public boolean isIpv6() {
    return address.getAddress().length == 16;
  }

  /** {@return as {@code 10.0.0.0/8} or {@code fd00::/8}: the text of RFC 5952} */
  @Override
  public String toString() {
    String text = address.getHostAddress();
    for (int zeros = 8; zeros > 1; zeros--) { // the longest run of zeros, the first of equals
      String shorter = text.replaceFirst("(^|:)0(:0){" + (zeros - 1) + "}(:|$)", "::");
      if (!shorter.equals(text)) {
        return shorter + "/" + length;
      }
    }
    return text + "/" + length;
  }
}
