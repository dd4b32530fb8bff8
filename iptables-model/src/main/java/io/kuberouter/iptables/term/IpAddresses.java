package io.kuberouter.iptables.term;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses from and to their bits and their spelling; nothing is ever resolved. */
public final class IpAddresses {

  private IpAddresses() {}

  /** {@return the IPv4 address of 32 bits} */
  public static InetAddress v4(int bits) {
    return of(
        new byte[] {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits});
  }

  /** {@return the IPv6 address of twice 64 bits} */
  public static InetAddress v6(long high, long low) {
    byte[] bytes = new byte[16];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (high >>> (56 - 8 * i));
      bytes[8 + i] = (byte) (low >>> (56 - 8 * i));
    }
    return of(bytes);
  }

  private static InetAddress of(byte[] bytes) {
    try {
      return bytes.length == 4
          ? InetAddress.getByAddress(bytes)
          : Inet6Address.getByAddress(null, bytes, -1);
    } catch (UnknownHostException e) {
      throw new AssertionError(e); // 4 or 16 bytes
    }
  }

  /** {@return the 32 bits of an IPv4 address} */
  public static int bits4(InetAddress address) {
    byte[] b = address.getAddress();
    return (b[0] & 255) << 24 | (b[1] & 255) << 16 | (b[2] & 255) << 8 | (b[3] & 255);
  }

  /** {@return 64 of the 128 bits of an IPv6 address, from this byte on} */
  public static long bits6(InetAddress address, int from) {
    byte[] b = address.getAddress();
    long bits = 0;
    for (int i = from; i < from + 8; i++) {
      bits = bits << 8 | (b[i] & 255);
    }
    return bits;
  }

  /** Appends the address as the tools print it (RFC 5952, with IPv4 ends as glibc has them). */
  public static void append(InetAddress address, StringBuilder out) {
    if (address instanceof Inet6Address) {
      append6(bits6(address, 0), bits6(address, 8), out);
    } else {
      append4(bits4(address), out);
    }
  }

  /** {@return the address as the tools print it} */
  public static String spell(InetAddress address) {
    StringBuilder out = new StringBuilder(39);
    append(address, out);
    return out.toString();
  }

  static void append4(int bits, StringBuilder out) {
    out.append(bits >>> 24)
        .append('.')
        .append(bits >>> 16 & 255)
        .append('.')
        .append(bits >>> 8 & 255)
        .append('.')
        .append(bits & 255);
  }

  static void append6(long high, long low, StringBuilder out) {
    int gap = -1;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && word(high, low, i + run) == 0) {
        run++;
      }
      if (run > longest) {
        gap = i;
        longest = run;
      }
      i += run;
    }
    boolean endsInIpv4 =
        gap == 0 && (longest == 6 || (longest == 5 && word(high, low, 5) == 0xffff));
    int words = endsInIpv4 ? 6 : 8;
    int start = out.length();
    for (int i = 0; i < words; i++) {
      if (i == gap) {
        out.append("::");
        i += longest - 1;
      } else {
        if (out.length() > start && out.charAt(out.length() - 1) != ':') {
          out.append(':');
        }
        out.append(Integer.toHexString(word(high, low, i)));
      }
    }
    if (endsInIpv4) {
      if (out.charAt(out.length() - 1) != ':') {
        out.append(':');
      }
      append4((int) low, out);
    }
  }

  private static int word(long high, long low, int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> (48 - 16 * (index & 3))) & 0xffff;
  }
}
