package io.kuberouter.nflog;

import io.kuberouter.ipvs.Addresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.OptionalInt;

/**
 * What the first bytes of an IP packet say.
 *
 * @param protocol behind IPv6's extension headers: 6 TCP, 17 UDP, 1 ICMP, 58 ICMPv6 …
 * @param length of the packet in bytes, headers included
 * @param hopLimit time to live
 * @param fragment whether it is a fragment other than the first: ports are unknown
 * @param sourcePort of TCP, UDP, SCTP, DCCP, UDP-Lite, when copied
 * @param destinationPort of the same
 * @param tcpFlags CWR ECE URG ACK PSH RST SYN FIN, from the highest bit; of TCP, when copied
 * @param icmpType of ICMP and ICMPv6, when copied
 * @param icmpCode of the same
 */
public record PacketHeader(
    InetAddress source,
    InetAddress destination,
    int protocol,
    int length,
    int hopLimit,
    boolean fragment,
    OptionalInt sourcePort,
    OptionalInt destinationPort,
    OptionalInt tcpFlags,
    OptionalInt icmpType,
    OptionalInt icmpCode) {

  /** {@return whether it is one of IPv6} */
  public boolean ipv6() {
    return source instanceof Inet6Address;
  }

  /** {@return as {@code tcp 10.0.0.1:1000 > 10.0.0.2:80 SYN}} */
  @Override
  public String toString() {
    return protocolName()
        + " "
        + end(source, sourcePort)
        + " > "
        + end(destination, destinationPort)
        + (tcpFlags.isPresent() ? flagNames(tcpFlags.getAsInt()) : "")
        + (icmpType.isPresent()
            ? " type " + icmpType.getAsInt() + " code " + icmpCode.orElse(0)
            : "");
  }

  private String protocolName() {
    return switch (protocol) {
      case 1 -> "icmp";
      case 6 -> "tcp";
      case 17 -> "udp";
      case 58 -> "icmpv6";
      case 132 -> "sctp";
      default -> "proto " + protocol;
    };
  }

  private static String end(InetAddress address, OptionalInt port) {
    return port.isPresent()
        ? Addresses.withPort(address, port.getAsInt())
        : Addresses.format(address);
  }

  private static String flagNames(int flags) {
    String[] names = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"};
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      if ((flags & (1 << i)) != 0) {
        out.append(' ').append(names[i]);
      }
    }
    return out.toString();
  }
}
