package io.kuberouter.bgp.number;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Addresses of both families ↔ octets and text; never asks a name server. */
public final class IpAddresses {

  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern FOUR = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

  /** What Java takes for an IPv6 literal or refuses, but never looks up. */
  private static final Pattern SIX = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:.]*(%\\S+)?");

  private IpAddresses() {}

  /** {@return the address of 4 or 16 octets; 16 are always IPv6, also {@code ::ffff:192.0.2.1}} */
  public static InetAddress of(byte[] octets) {
    try {
      return octets.length == 16
          ? Inet6Address.getByAddress(null, octets, -1)
          : InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 octets, not " + octets.length, e);
    }
  }

  /** {@return the address of a literal; numbers of a dotted quad have no zeros before them} */
  public static InetAddress parse(String text) {
    boolean four = FOUR.matcher(text).matches();
    if (!four && !SIX.matcher(text).matches()) {
      throw new IllegalArgumentException("not an IP address: " + text);
    }
    try {
      InetAddress address = InetAddress.getByName(text); // a literal: nothing is looked up
      if (!four && address.getAddress().length == 4) { // ::ffff:a.b.c.d
        byte[] octets = new byte[16];
        octets[10] = (byte) 0xff;
        octets[11] = (byte) 0xff;
        System.arraycopy(address.getAddress(), 0, octets, 12, 4);
        return of(octets);
      }
      return address;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an IP address: " + text, e);
    }
  }

  /** {@return as a dotted quad} */
  public static String text4(int bits) {
    return (bits >>> 24)
        + "."
        + ((bits >>> 16) & 0xff)
        + "."
        + ((bits >>> 8) & 0xff)
        + "."
        + (bits & 0xff);
  }

  /**
   * {@return the text of RFC 5952: dotted quad, or groups with the longest run of zeros left out}
   */
  public static String text(InetAddress address) {
    byte[] b = address.getAddress();
    if (b.length == 4) {
      return address.getHostAddress();
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = ((b[2 * i] & 0xff) << 8) | (b[(2 * i) + 1] & 0xff);
    }
    int from = -1;
    int longest = 1; // one group of zeros is written out
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && groups[i + run] == 0) {
        run++;
      }
      if (run > longest) {
        longest = run;
        from = i;
      }
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == from) {
        out.append("::");
        i += longest - 1;
      } else {
        if (i > 0 && out.charAt(out.length() - 1) != ':') {
          out.append(':');
        }
        out.append(Integer.toHexString(groups[i]));
      }
    }
    return out.toString();
  }
}
