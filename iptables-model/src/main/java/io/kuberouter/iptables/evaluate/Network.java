package io.kuberouter.iptables.evaluate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * An address block as rules and sets write it.
 *
 * @param address with all bits behind the length clear
 */
record Network(InetAddress address, int length) {

  private static final Pattern NUMERIC =
      Pattern.compile("\\d+(\\.\\d+){3}|[0-9a-fA-F.]*:[0-9a-fA-F.:]*");

  /** {@return the block; an address alone is one of full length} */
  static Network parse(String text) throws UndecidableException {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!NUMERIC.matcher(address).matches()) {
      throw new UndecidableException("\"" + text + "\" is no address block");
    }
    try {
      InetAddress parsed = InetAddress.getByName(address);
      int bits = parsed.getAddress().length * 8;
      int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      if (length < 0 || length > bits) {
        throw new UndecidableException("\"" + text + "\" is no address block");
      }
      return new Network(masked(parsed, length), length);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new UndecidableException("\"" + text + "\" is no address block");
    }
  }

  /** {@return the address with all bits behind a length clear} */
  static InetAddress masked(InetAddress address, int length) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int keep = Math.max(0, Math.min(8, length - i * 8));
      bytes[i] &= (byte) (0xff << (8 - keep));
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(e); // as long as before
    }
  }

  boolean contains(InetAddress other) {
    return other.getClass() == address.getClass() && masked(other, length).equals(address);
  }
}
