package io.kuberouter.sync.cluster;

import io.kuberouter.ipvs.Addresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses as text, read without DNS and written as the kernel's tools write them (RFC 5952). */
public final class IpText {

  private IpText() {}

  /** {@return the address of 4 or 16 bytes; 16 bytes stay IPv6} */
  public static InetAddress ofBytes(byte[] bytes) {
    try {
      return bytes.length == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length, e);
    }
  }

  /**
   * Reads a literal address.
   *
   * @throws IllegalArgumentException when the text is not one; names are never looked up
   */
  public static InetAddress parse(String text) {
    byte[] bytes = text.indexOf(':') >= 0 ? ipv6(text) : ipv4(text, 0, text.length());
    if (bytes == null) {
      throw new IllegalArgumentException("not an IP address: " + text);
    }
    return ofBytes(bytes);
  }

  private static byte @org.jspecify.annotations.Nullable [] ipv4(String text, int from, int to) {
    byte[] out = new byte[4];
    int at = from;
    for (int i = 0; i < 4; i++) {
      int value = 0;
      int digits = 0;
      while (at < to && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        value = (value * 10) + (text.charAt(at) - '0');
        digits++;
        at++;
      }
      boolean leadingZero = digits > 1 && text.charAt(at - digits) == '0';
      if (digits == 0 || digits > 3 || value > 255 || leadingZero) {
        return null;
      }
      out[i] = (byte) value;
      if (i < 3) {
        if (at >= to || text.charAt(at) != '.') {
          return null;
        }
        at++;
      }
    }
    return at == to ? out : null;
  }

  private static byte @org.jspecify.annotations.Nullable [] ipv6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return null;
    }
    byte[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
    byte[] tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2), true);
    if (head == null || tail == null) {
      return null;
    }
    int total = head.length + tail.length;
    if (gap < 0 ? total != 16 : total > 14) {
      return null;
    }
    byte[] out = new byte[16];
    System.arraycopy(head, 0, out, 0, head.length);
    System.arraycopy(tail, 0, out, 16 - tail.length, tail.length);
    return out;
  }

  private static byte @org.jspecify.annotations.Nullable [] groups(
      String text, boolean mayEndInIpv4) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] parts = text.split(":", -1);
    byte[] out = new byte[(parts.length * 2) + 2];
    int length = 0;
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      if (part.indexOf('.') >= 0) {
        byte[] quad = i == parts.length - 1 && mayEndInIpv4 ? ipv4(part, 0, part.length()) : null;
        if (quad == null) {
          return null;
        }
        System.arraycopy(quad, 0, out, length, 4);
        length += 4;
        continue;
      }
      if (part.isEmpty() || part.length() > 4) {
        return null;
      }
      int value = 0;
      for (int j = 0; j < part.length(); j++) {
        int digit = part.charAt(j) < 128 ? Character.digit(part.charAt(j), 16) : -1;
        if (digit < 0) {
          return null;
        }
        value = (value << 4) | digit;
      }
      out[length] = (byte) (value >> 8);
      out[length + 1] = (byte) value;
      length += 2;
    }
    return java.util.Arrays.copyOf(out, length);
  }

  /** {@return the canonical text: dotted quad, or RFC 5952 without a zone} */
  public static String format(InetAddress address) {
    return Addresses.format(address);
  }
}
