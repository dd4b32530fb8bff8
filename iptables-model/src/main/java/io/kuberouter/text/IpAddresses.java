package io.kuberouter.text;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** IP addresses as text, without asking a name server; printed as {@code inet_ntop} does. */
public final class IpAddresses {

  private IpAddresses() {}

  /** {@return the address, or empty where the text is none} */
  public static Optional<InetAddress> parse(String text) {
    byte[] bytes = text.indexOf(':') >= 0 ? parse6(text) : parse4(text);
    return bytes.length == 0 ? Optional.empty() : Optional.of(of(bytes));
  }

  /**
   * {@return the address of 4 or 16 bytes; an IPv4-mapped one stays IPv6}
   *
   * @throws IllegalArgumentException for another number of bytes
   */
  public static InetAddress of(byte[] bytes) {
    try {
      return bytes.length == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(bytes.length + " bytes are no IP address", e);
    }
  }

  /** {@return the address as the C library prints it} */
  public static String format(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? format4(bytes, 0) : format6(bytes);
  }

  /** {@return the address with all but its first bits cleared} */
  public static InetAddress masked(InetAddress address, int length) {
    return of(filled(address, length, false));
  }

  /** {@return the last address of the network: all but the first bits set} */
  public static InetAddress last(InetAddress address, int length) {
    return of(filled(address, length, true));
  }

  /** {@return the bits of an address: 32 or 128} */
  public static int bits(InetAddress address) {
    return address.getAddress().length * 8;
  }

  private static byte[] filled(InetAddress address, int length, boolean ones) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int keep = Math.max(0, Math.min(8, length - i * 8));
      int mask = (0xff << (8 - keep)) & 0xff;
      bytes[i] = (byte) (ones ? (bytes[i] | ~mask) : (bytes[i] & mask));
    }
    return bytes;
  }

  private static byte[] parse4(String text) {
    byte[] bytes = new byte[4];
    int at = 0;
    for (int i = 0; i < 4; i++) {
      int value = 0;
      int digits = 0;
      while (at < text.length() && isDigit(text.charAt(at))) {
        value = value * 10 + text.charAt(at++) - '0';
        if (++digits > 3) {
          return new byte[0];
        }
      }
      boolean ends = i == 3 ? at == text.length() : at < text.length() && text.charAt(at) == '.';
      if (digits == 0 || value > 255 || !ends) {
        return new byte[0];
      }
      bytes[i] = (byte) value;
      at++;
    }
    return bytes;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static byte[] parse6(String text) {
    int gap = text.indexOf("::");
    byte[] head = words(gap < 0 ? text : text.substring(0, gap), gap < 0);
    byte[] tail = gap < 0 ? new byte[1] : words(text.substring(gap + 2), true);
    int length = (head.length >> 1 << 1) + (tail.length >> 1 << 1);
    if (head.length == 0 || tail.length == 0 || (gap < 0 ? length != 16 : length > 14)) {
      return new byte[0];
    }
    byte[] bytes = new byte[16];
    System.arraycopy(head, 0, bytes, 0, head.length - 1);
    System.arraycopy(tail, 0, bytes, 16 - (tail.length - 1), tail.length - 1);
    return bytes;
  }

  /** The bytes of words between colons and one more byte; empty where one is wrong. */
  private static byte[] words(String text, boolean mayEndInV4) {
    if (text.isEmpty()) {
      return new byte[1];
    }
    String[] parts = text.split(":", -1);
    byte[] bytes = new byte[parts.length * 2 + 4];
    int size = 0;
    for (int i = 0; i < parts.length; i++) {
      if (mayEndInV4 && i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
        byte[] four = parse4(parts[i]);
        if (four.length == 0) {
          return new byte[0];
        }
        System.arraycopy(four, 0, bytes, size, 4);
        size += 4;
      } else {
        int word = word(parts[i]);
        if (word < 0 || size > 14) {
          return new byte[0];
        }
        bytes[size++] = (byte) (word >> 8);
        bytes[size++] = (byte) word;
      }
    }
    return size > 16 ? new byte[0] : Arrays.copyOf(bytes, size + 1);
  }

  private static int word(String text) {
    if (text.isEmpty() || text.length() > 4) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = (value << 4) | digit;
    }
    return value;
  }

  private static String format4(byte[] b, int at) {
    return (b[at] & 0xff)
        + "."
        + (b[at + 1] & 0xff)
        + "."
        + (b[at + 2] & 0xff)
        + "."
        + (b[at + 3] & 0xff);
  }

  private static String format6(byte[] bytes) {
    int[] words = new int[8];
    for (int i = 0; i < 8; i++) {
      words[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
    }
    int gap = -1;
    int longest = 1;
    for (int i = 0, run; i < 8; i += Math.max(run, 1)) {
      run = 0;
      while (i + run < 8 && words[i + run] == 0) {
        run++;
      }
      if (run > longest) {
        gap = i;
        longest = run;
      }
    }
    boolean holdsV4 = gap == 0 && (longest == 6 || (longest == 5 && words[5] == 0xffff));
    StringBuilder out = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == gap) {
        out.append("::");
        i += longest - 1;
      } else if (i == 6 && holdsV4) {
        return out.append(out.charAt(out.length() - 1) == ':' ? "" : ":")
            .append(format4(bytes, 12))
            .toString();
      } else {
        out.append(out.length() > 0 && out.charAt(out.length() - 1) != ':' ? ":" : "")
            .append(Integer.toHexString(words[i]));
      }
    }
    return out.toString();
  }
}
