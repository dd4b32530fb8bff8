package io.kuberouter.iptables.text;

import io.kuberouter.iptables.IpFamily;

/** Networks as the tools print them: canonical address, prefix length always given. */
final class Addresses {

  private Addresses() {}

  /** {@return the canonical form, or the text itself where it is no address with a length} */
  static String canonical(IpFamily family, String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    int full = family == IpFamily.IPV6 ? 128 : 32;
    int length = full;
    if (slash >= 0) {
      String tail = text.substring(slash + 1);
      if (tail.isEmpty() || tail.length() > 3 || !tail.chars().allMatch(Character::isDigit)) {
        return text;
      }
      length = Integer.parseInt(tail);
    }
    int[] words = family == IpFamily.IPV6 ? ipv6(address) : ipv4(address);
    if (words.length == 0 || length > full) {
      return text;
    }
    int size = family == IpFamily.IPV6 ? 16 : 8;
    for (int i = 0; i < words.length; i++) {
      int keep = Math.max(0, Math.min(size, length - (i * size)));
      words[i] &= ((1 << size) - 1) & ~((1 << (size - keep)) - 1);
    }
    return (family == IpFamily.IPV6 ? format6(words) : format4(words)) + "/" + length;
  }

  private static int[] ipv4(String text) {
    String[] parts = text.split("\\.", -1);
    int[] bytes = new int[4];
    if (parts.length != 4) {
      return new int[0];
    }
    for (int i = 0; i < 4; i++) {
      String part = parts[i];
      if (part.isEmpty() || part.length() > 3 || !part.chars().allMatch(Character::isDigit)) {
        return new int[0];
      }
      bytes[i] = Integer.parseInt(part);
      if (bytes[i] > 255) {
        return new int[0];
      }
    }
    return bytes;
  }

  private static int[] ipv6(String text) {
    int gap = text.indexOf("::");
    String[] head = split(gap < 0 ? text : text.substring(0, gap));
    String[] tail = gap < 0 ? new String[0] : split(text.substring(gap + 2));
    int count = head.length + tail.length;
    if (text.indexOf(':') < 0 || (gap < 0 ? count != 8 : count > 7)) {
      return new int[0];
    }
    int[] words = new int[8];
    for (int i = 0; i < head.length; i++) {
      words[i] = hex(head[i]);
    }
    for (int i = 0; i < tail.length; i++) {
      words[8 - tail.length + i] = hex(tail[i]);
    }
    for (int word : words) {
      if (word < 0) {
        return new int[0];
      }
    }
    return words;
  }

  private static String[] split(String text) {
    return text.isEmpty() ? new String[0] : text.split(":", -1);
  }

  private static int hex(String text) {
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

  private static String format4(int[] b) {
    return b[0] + "." + b[1] + "." + b[2] + "." + b[3];
  }

  private static String format6(int[] words) {
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
}
