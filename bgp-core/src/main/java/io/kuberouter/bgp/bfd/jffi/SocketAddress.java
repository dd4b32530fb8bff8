package io.kuberouter.bgp.bfd.jffi;

import io.kuberouter.bgp.number.IpAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * {@code struct sockaddr_in} and {@code struct sockaddr_in6} ↔ address and port.
 *
 * <pre>
 * sockaddr_in:  family, 2, host order   port, 2   address, 4    zeros, 8
 * sockaddr_in6: family, 2, host order   port, 2   flow, 4   address, 16   scope, 4, host order
 * </pre>
 */
record SocketAddress(InetAddress address, int port) {

  /** {@code AF_INET}. */
  static final int AF_INET = 2;

  /** {@code AF_INET6}. */
  static final int AF_INET6 = 10;

  static final int LONGEST = 28;
  private static final int IPV4_LENGTH = 16;

  static int family(InetAddress address) {
    return address.getAddress().length == 4 ? AF_INET : AF_INET6;
  }

  /** {@return a direct buffer, all of which is the structure} */
  ByteBuffer encode() {
    boolean six = family(address) == AF_INET6;
    ByteBuffer out = ByteBuffer.allocateDirect(six ? LONGEST : IPV4_LENGTH);
    out.order(ByteOrder.nativeOrder()).putShort((short) family(address));
    out.order(ByteOrder.BIG_ENDIAN).putShort((short) port);
    if (six) {
      out.putInt(0);
    }
    out.put(address.getAddress());
    if (address instanceof Inet6Address scoped) {
      out.order(ByteOrder.nativeOrder()).putInt(scoped.getScopeId());
    }
    return out;
  }

  static SocketAddress decode(byte[] octets) {
    ByteBuffer in = ByteBuffer.wrap(octets);
    int port = in.getShort(2) & 0xffff;
    int family = in.order(ByteOrder.nativeOrder()).getShort(0);
    if (family == AF_INET) {
      return new SocketAddress(IpAddresses.of(Arrays.copyOfRange(octets, 4, 8)), port);
    }
    byte[] bits = Arrays.copyOfRange(octets, 8, 24);
    int scope = in.getInt(24);
    try {
      return new SocketAddress(Inet6Address.getByAddress(null, bits, scope), port);
    } catch (UnknownHostException e) {
      throw new AssertionError(e); // 16 octets
    }
  }
}
