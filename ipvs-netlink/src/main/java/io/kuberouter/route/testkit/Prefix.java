package io.kuberouter.route.testkit;

import io.kuberouter.route.Route;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Networks of addresses. */
final class Prefix {

  private Prefix() {}

  /** {@return whether an address is of a network} */
  static boolean inside(InetAddress address, InetAddress network, int length) {
    return FakeAddresses.ipv6(address) == FakeAddresses.ipv6(network)
        && network(address, length).equals(network(network, length));
  }

  /** {@return an address whose bits behind a length are 0} */
  static InetAddress network(InetAddress address, int length) {
    byte[] bytes = address.getAddress();
    for (int bit = length; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
    }
    try {
      return bytes.length == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** {@return whether a destination has bits behind its length} */
  static boolean hasBitsBehind(Route route) {
    return !network(route.destination(), route.prefixLength()).equals(route.destination());
  }
}
