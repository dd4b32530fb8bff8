package io.kuberouter.ipvs.codec;

import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Addresses ↔ {@code union nf_inet_addr}: 16 bytes for both families, of which IPv4 takes the first
 * four; the family stands in an attribute of its own.
 */
final class InetAddressCodec {

  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

  private static final int UNION_BYTES = 16;

  private InetAddressCodec() {}

  static int family(boolean ipv6) {
    return ipv6 ? AF_INET6 : AF_INET;
  }

  static void encode(int type, InetAddress address, AttributeWriter out) {
    out.bytes(type, address.getAddress(), UNION_BYTES);
  }

  /** {@return the address whose bytes begin with these, in network order} */
  static InetAddress decode(long high, long low, int length, int family)
      throws WireFormatException {
    int size =
        switch (family) {
          case AF_INET -> 4;
          case AF_INET6 -> 16;
          default ->
              throw new WireFormatException("address family " + family + ", 2 or 10 expected");
        };
    if (length < size) {
      throw new WireFormatException("address of " + length + " bytes, " + size + " expected");
    }
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) ((i < 8 ? high : low) >>> (56 - (8 * (i & 7))));
    }
    try {
      return size == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new WireFormatException("address of " + size + " bytes: " + e.getMessage());
    }
  }

  /** {@return the first eight bytes of an address, or its four} */
  static long high(AttributeReader in) throws WireFormatException {
    return in.length() >= 8 ? in.be64() : (long) in.be32() << 32;
  }

  /** {@return the last eight bytes of 16; 0 for less} */
  static long low(AttributeReader in) throws WireFormatException {
    return in.length() >= 16 ? in.be64At(8) : 0;
  }
}
