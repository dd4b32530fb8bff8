package io.kuberouter.ipvs;

import java.net.InetAddress;

/** Addresses as {@code ipvsadm} prints them. */
public final class Addresses {

  private Addresses() {}

  /** {@return the address, in brackets when IPv6, and the port} */
  public static String withPort(InetAddress address, int port) {
    return address.getAddress().length == 16
        ? "[" + format(address) + "]:" + port
        : format(address) + ":" + port;
  }

  /** {@return dotted quad, or the text of RFC 5952} */
  public static String format(InetAddress address) {
    byte[] b = address.getAddress();
    if (b.length == 4) {
      return dottedQuad(b, 0);
    }
    int[] words = new int[8];
    for (int i = 0; i < 8; i++) {
      words[i] = ((b[2 * i] & 0xff) << 8) | (b[(2 * i) + 1] & 0xff);
    }
    int gap = -1;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && words[i + run] == 0) {
        run++;
      }
      if (run > longest) {
        gap = i;
        longest = run;
      }
      i += run;
    }
    if (gap == 0 && longest == 5 && words[5] == 0xffff) {
      return "::ffff:" + dottedQuad(b, 12);
    }
    StringBuilder out = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == gap) {
        out.append("::");
        i += longest - 1;
      } else {
        if (out.length() > 0 && out.charAt(out.length() - 1) != ':') {
          out.append(':');
        }
        out.append(Integer.toHexString(words[i]));
      }
    }
    return out.toString();
  }

  private static String dottedQuad(byte[] b, int at) {
    return (b[at] & 0xff)
        + "."
        + (b[at + 1] & 0xff)
        + "."
        + (b[at + 2] & 0xff)
        + "."
        + (b[at + 3] & 0xff);
  }
}
