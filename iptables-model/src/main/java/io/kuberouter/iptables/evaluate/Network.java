package io.kuberouter.iptables.evaluate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** An address block as rules and sets write it. */
record Network(byte[] address, int length) {

  /** {@return the block; an address alone is one of full length} */
  static Network parse(String text) throws UndecidableException {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!address.matches("[0-9a-fA-F.:]+")) {
      throw new UndecidableException("\"" + text + "\" is no address block");
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      int length = slash < 0 ? bytes.length * 8 : Integer.parseInt(text.substring(slash + 1));
      if (length < 0 || length > bytes.length * 8) {
        throw new UndecidableException("\"" + text + "\" is no address block");
      }
      return new Network(masked(bytes, length), length);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new UndecidableException("\"" + text + "\" is no address block");
    }
  }

  /** Clears all bits behind a length. */
  static byte[] masked(byte[] address, int length) {
    for (int i = 0; i < address.length; i++) {
      int keep = Math.max(0, Math.min(8, length - i * 8));
      address[i] &= (byte) (0xff << (8 - keep));
    }
    return address;
  }

  boolean contains(InetAddress other) {
    byte[] bytes = other.getAddress();
    return bytes.length == address.length && Arrays.equals(masked(bytes, length), address);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network n && n.length == length && Arrays.equals(n.address, address);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(address) * 31 + length;
  }

  @Override
  public String toString() {
    return Arrays.toString(address) + "/" + length;
  }
}
