package io.kuberouter.iptables.syntax;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.term.IpAddresses;
import io.kuberouter.iptables.term.IpBlock;
import io.kuberouter.text.ParseException;
import java.net.InetAddress;

/** Addresses and blocks from text, without any look-up: a host name is refused as such. */
public final class AddressText {

  private AddressText() {}

  /** {@return an address of the family} */
  public static InetAddress address(IpFamily family, String text) throws ParseException {
    if (family == IpFamily.IPV4) {
      return IpAddresses.v4((int) v4(text, text, false));
    }
    long[] halves = v6(text, text);
    return IpAddresses.v6(halves[0], halves[1]);
  }

  /** {@return an address with a mask: {@code a}, {@code a/length} or {@code a/mask}} */
  public static IpBlock block(IpFamily family, String text) throws ParseException {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    String mask = slash < 0 ? "" : text.substring(slash + 1);
    int most = family == IpFamily.IPV4 ? 32 : 128;
    if (slash < 0) {
      return IpBlock.of(first(family, address, text), most);
    }
    if (isNumber(mask)) {
      int length = Integer.parseInt(mask);
      if (length > most) {
        throw wrong(family, text);
      }
      return IpBlock.of(first(family, address, text), length);
    }
    if (family == IpFamily.IPV4) {
      return new IpBlock.V4((int) v4(address, text, true), (int) v4(mask, text, false));
    }
    long[] bits = v6(address, text);
    long[] ones = v6(mask, text);
    return new IpBlock.V6(bits[0], bits[1], ones[0], ones[1]);
  }

  private static InetAddress first(IpFamily family, String address, String all)
      throws ParseException {
    if (family == IpFamily.IPV4) {
      return IpAddresses.v4((int) v4(address, all, true));
    }
    long[] halves = v6(address, all);
    return IpAddresses.v6(halves[0], halves[1]);
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= 3;
  }

  private static ParseException wrong(IpFamily family, String text) {
    boolean other = text.indexOf(':') >= 0 == (family == IpFamily.IPV4);
    String kind = family == IpFamily.IPV4 ? "an IPv4 address" : "an IPv6 address";
    return new ParseException(
        kind
            + " expected, found \""
            + text
            + "\""
            + (other || text.isEmpty() ? "" : " (host names are not looked up)"));
  }

  /** Also {@code 10.1} with a mask behind it, of which the tool fills up the end with zeros. */
  private static long v4(String text, String all, boolean mayBeShort) throws ParseException {
    long bits = 0;
    int parts = 0;
    int value = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c == '.') {
        if (value < 0 || parts == 4) {
          throw wrong(IpFamily.IPV4, all);
        }
        bits = bits << 8 | value;
        parts++;
        value = -1;
      } else if (c >= '0' && c <= '9') {
        value = Math.max(value, 0) * 10 + c - '0';
        if (value > 255) {
          throw wrong(IpFamily.IPV4, all);
        }
      } else {
        throw wrong(IpFamily.IPV4, all);
      }
    }
    if (parts < 4 && !(mayBeShort && text.length() < all.length())) {
      throw wrong(IpFamily.IPV4, all);
    }
    return bits << (8 * (4 - parts));
  }

  private static long[] v6(String text, String all) throws ParseException {
    int[] words = new int[8];
    int count = 0;
    int gap = -1;
    int at = 0;
    if (text.startsWith("::")) {
      gap = 0;
      at = 2;
    } else if (text.isEmpty() || text.indexOf(':') < 0) {
      throw wrong(IpFamily.IPV6, all);
    }
    while (at < text.length()) {
      int end = text.indexOf(':', at);
      String word = end < 0 ? text.substring(at) : text.substring(at, end);
      if (end < 0 && word.indexOf('.') >= 0 && count <= 6) {
        int tail = (int) v4(word, word, false);
        words[count++] = tail >>> 16;
        words[count++] = tail & 0xffff;
        at = text.length();
        break;
      }
      if (count == 8) {
        throw wrong(IpFamily.IPV6, all);
      }
      words[count++] = hex(word, all);
      if (end < 0) {
        at = text.length();
      } else if (text.startsWith("::", end)) {
        if (gap >= 0) {
          throw wrong(IpFamily.IPV6, all);
        }
        gap = count;
        at = end + 2;
      } else {
        at = end + 1;
        if (at == text.length()) {
          throw wrong(IpFamily.IPV6, all);
        }
      }
    }
    if (gap < 0 ? count != 8 : count > 7) {
      throw wrong(IpFamily.IPV6, all);
    }
    if (gap >= 0) {
      int tail = count - gap;
      System.arraycopy(words, gap, words, 8 - tail, tail);
      for (int i = gap; i < 8 - tail; i++) {
        words[i] = 0;
      }
    }
    long[] halves = new long[2];
    for (int i = 0; i < 8; i++) {
      halves[i / 4] = halves[i / 4] << 16 | words[i];
    }
    return halves;
  }

  private static int hex(String word, String all) throws ParseException {
    int value = 0;
    for (int i = 0; i < word.length(); i++) {
      int digit = word.charAt(i) < 128 ? Character.digit(word.charAt(i), 16) : -1;
      if (digit < 0 || i == 4) {
        throw wrong(IpFamily.IPV6, all);
      }
      value = value << 4 | digit;
    }
    if (word.isEmpty()) {
      throw wrong(IpFamily.IPV6, all);
    }
    return value;
  }
}
