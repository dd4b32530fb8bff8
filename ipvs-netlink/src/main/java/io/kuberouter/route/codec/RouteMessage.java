package io.kuberouter.route.codec;

import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Types of rtnetlink messages, in the order of {@code linux/rtnetlink.h}, and address families. */
final class RouteMessage {

  static final int NEWLINK = 16;
  static final int DELLINK = 17;
  static final int GETLINK = 18;
  static final int NEWADDR = 20;
  static final int DELADDR = 21;
  static final int GETADDR = 22;
  static final int NEWROUTE = 24;
  static final int DELROUTE = 25;
  static final int GETROUTE = 26;
  static final int NEWNEIGH = 28;
  static final int DELNEIGH = 29;
  static final int GETNEIGH = 30;
  static final int NEWRULE = 32;
  static final int DELRULE = 33;
  static final int GETRULE = 34;

  static final int AF_UNSPEC = 0;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

  private RouteMessage() {}

  static int family(InetAddress address) {
    return family(address.getAddress().length == 16);
  }

  static int family(boolean ipv6) {
    return ipv6 ? AF_INET6 : AF_INET;
  }

  static boolean isIp(int family) {
    return family == AF_INET || family == AF_INET6;
  }

  /** {@code 0.0.0.0} or {@code ::}. */
  static InetAddress any(int family) throws WireFormatException {
    return address(new byte[family == AF_INET6 ? 16 : 4]);
  }

  /** An address of 4 or 16 bytes. */
  static InetAddress address(byte[] bytes) throws WireFormatException {
    try {
      return bytes.length == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new WireFormatException("address of " + bytes.length + " bytes, expected 4 or 16");
    }
  }

  static void checkLength(InetAddress network, int length) throws WireFormatException {
    int bits = network.getAddress().length * 8;
    if (length > bits) {
      throw new WireFormatException("prefix length " + length + ": at most " + bits);
    }
  }

  static NetlinkMessage list(int type, AttributeWriter out, String words) {
    return new NetlinkMessage(type, 0, out.toBytes(), words);
  }
}
