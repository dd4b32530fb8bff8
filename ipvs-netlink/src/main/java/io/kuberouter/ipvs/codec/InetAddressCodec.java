package io.kuberouter.ipvs.codec;

import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

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

  static InetAddress decode(byte[] union, int family) throws WireFormatException {
    int size =
        switch (family) {
          case AF_INET -> 4;
          case AF_INET6 -> 16;
          default ->
              throw new WireFormatException("address family " + family + ", 2 or 10 expected");
        };
    if (union.length < size) {
      throw new WireFormatException("address of " + union.length + " bytes, " + size + " expected");
    }
    try {
      return size == 16
          ? Inet6Address.getByAddress(
              null, union.length == 16 ? union : Arrays.copyOf(union, 16), -1)
          : InetAddress.getByAddress(union.length == 4 ? union : Arrays.copyOf(union, 4));
    } catch (UnknownHostException e) {
      throw new WireFormatException("address of " + size + " bytes: " + e.getMessage());
    }
  }
}
