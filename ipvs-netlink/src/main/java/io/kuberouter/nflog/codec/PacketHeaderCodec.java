package io.kuberouter.nflog.codec;

import io.kuberouter.nflog.PacketHeader;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@link PacketHeader} ← the first bytes of an IP packet: RFC 791, RFC 8200, and the first words of
 * what they carry. All in network order.
 */
public final class PacketHeaderCodec {

  private static final int IPV4_BYTES = 20;
  private static final int IPV6_BYTES = 40;
  private static final int ICMP = 1;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int DCCP = 33;
  private static final int ICMPV6 = 58;
  private static final int SCTP = 132;
  private static final int UDP_LITE = 136;

  /** Extension headers of IPv6 (RFC 8200, section 4): hop-by-hop, routing, destination. */
  private static final int HOP_BY_HOP = 0;

  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int AUTHENTICATION = 51;
  private static final int DESTINATION = 60;
  private static final int MOST_EXTENSIONS = 16;

  private PacketHeaderCodec() {}

  /** {@return the header; empty when it is none of IP, or is cut} */
  public static Optional<PacketHeader> decode(byte[] packet) {
    int version = packet.length == 0 ? 0 : (packet[0] & 0xff) >> 4;
    return switch (version) {
      case 4 -> ipv4(packet);
      case 6 -> ipv6(packet);
      default -> Optional.empty();
    };
  }

  private static Optional<PacketHeader> ipv4(byte[] packet) {
    int headerBytes = (packet[0] & 0xf) * 4;
    if (headerBytes < IPV4_BYTES || packet.length < headerBytes) {
      return Optional.empty();
    }
    boolean fragment = (u16(packet, 6) & 0x1fff) != 0;
    return Optional.of(
        header(
            packet,
            address(packet, 12, 4),
            address(packet, 16, 4),
            u8(packet, 9),
            u16(packet, 2),
            u8(packet, 8),
            fragment,
            headerBytes));
  }

  private static Optional<PacketHeader> ipv6(byte[] packet) {
    if (packet.length < IPV6_BYTES) {
      return Optional.empty();
    }
    int next = u8(packet, 6);
    int at = IPV6_BYTES;
    boolean fragment = false;
    for (int i = 0; i < MOST_EXTENSIONS && !fragment && isExtension(next); i++) {
      if (packet.length < at + 8) {
        break; // what follows is not copied
      }
      int bytes =
          switch (next) {
            case FRAGMENT -> 8;
            case AUTHENTICATION -> (u8(packet, at + 1) + 2) * 4;
            default -> (u8(packet, at + 1) + 1) * 8;
          };
      fragment = next == FRAGMENT && (u16(packet, at + 2) & 0xfff8) != 0;
      next = u8(packet, at);
      at += bytes;
    }
    return Optional.of(
        header(
            packet,
            address(packet, 8, 16),
            address(packet, 24, 16),
            next,
            IPV6_BYTES + u16(packet, 4),
            u8(packet, 7),
            fragment,
            at));
  }

  private static boolean isExtension(int next) {
    return next == HOP_BY_HOP
        || next == ROUTING
        || next == FRAGMENT
        || next == AUTHENTICATION
        || next == DESTINATION;
  }

  private static PacketHeader header(
      byte[] packet,
      InetAddress source,
      InetAddress destination,
      int protocol,
      int length,
      int hopLimit,
      boolean fragment,
      int at) {
    boolean ports =
        !fragment
            && packet.length >= at + 4
            && (protocol == TCP
                || protocol == UDP
                || protocol == SCTP
                || protocol == DCCP
                || protocol == UDP_LITE);
    boolean flags = !fragment && protocol == TCP && packet.length >= at + 14;
    boolean icmp = !fragment && (protocol == ICMP || protocol == ICMPV6) && packet.length >= at + 2;
    return new PacketHeader(
        source,
        destination,
        protocol,
        length,
        hopLimit,
        fragment,
        ports ? OptionalInt.of(u16(packet, at)) : OptionalInt.empty(),
        ports ? OptionalInt.of(u16(packet, at + 2)) : OptionalInt.empty(),
        flags ? OptionalInt.of(u8(packet, at + 13)) : OptionalInt.empty(),
        icmp ? OptionalInt.of(u8(packet, at)) : OptionalInt.empty(),
        icmp ? OptionalInt.of(u8(packet, at + 1)) : OptionalInt.empty());
  }

  private static int u8(byte[] packet, int at) {
    return packet[at] & 0xff;
  }

  private static int u16(byte[] packet, int at) {
    return ((packet[at] & 0xff) << 8) | (packet[at + 1] & 0xff);
  }

  private static InetAddress address(byte[] packet, int at, int size) {
    byte[] bytes = Arrays.copyOfRange(packet, at, at + size);
    try {
      return size == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(e); // 4 or 16 bytes
    }
  }
}
