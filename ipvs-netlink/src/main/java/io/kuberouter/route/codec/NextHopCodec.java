package io.kuberouter.route.codec;

import io.kuberouter.netlink.Octets;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import io.kuberouter.route.NextHop;
import io.kuberouter.route.RouteEncapsulation;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ways of a route ↔ {@code struct rtnexthop}.
 *
 * <pre>
 * | len u16 | flags u8 | hops u8: weight - 1 | ifindex i32 | RTA_… |
 * </pre>
 */
final class NextHopCodec {

  static final int RTA_GATEWAY = 5;

  /** {@code RTA_VIA}: {@code struct rtvia}, a gateway of the other family. */
  static final int RTA_VIA = 18;

  static final int RTA_ENCAP_TYPE = 21;
  static final int RTA_ENCAP = 22;
  static final int RTNH_F_ONLINK = 4;

  private NextHopCodec() {}

  static void encode(NextHop hop, boolean ipv6, AttributeWriter out) {
    out.counted(
        way -> {
          way.rawU8(hop.onlink() ? RTNH_F_ONLINK : 0)
              .rawU8(hop.weight() - 1)
              .rawU32(hop.linkIndex());
          encodeGateway(hop.gateway(), ipv6, way);
          encodeEncapsulation(hop.encapsulation(), way);
        });
  }

  static List<NextHop> decodeAll(AttributeReader in) throws WireFormatException {
    List<NextHop> all = new ArrayList<>();
    while (in.hasMore()) {
      all.add(decode(in.counted()));
    }
    return all;
  }

  private static NextHop decode(AttributeReader in) throws WireFormatException {
    int flags = in.rawU8();
    int weight = in.rawU8() + 1;
    int link = (int) in.rawU32();
    Optional<InetAddress> gateway = Optional.empty();
    int encapsulationType = 0;
    Octets encapsulation = Octets.EMPTY;
    while (in.next()) {
      switch (in.type()) {
        case RTA_GATEWAY, RTA_VIA -> gateway = Optional.of(decodeGateway(in));
        case RTA_ENCAP_TYPE -> encapsulationType = in.u16();
        case RTA_ENCAP -> encapsulation = in.octets();
        default -> {} // realms
      }
    }
    return new NextHop(
        gateway,
        link,
        weight,
        (flags & RTNH_F_ONLINK) != 0,
        encapsulationType == 0
            ? Optional.empty()
            : Optional.of(new RouteEncapsulation(encapsulationType, encapsulation)));
  }

  static void encodeGateway(Optional<InetAddress> gateway, boolean ipv6, AttributeWriter out) {
    if (gateway.isEmpty()) {
      return;
    }
    byte[] address = gateway.get().getAddress();
    if ((address.length == 16) == ipv6) {
      out.bytes(RTA_GATEWAY, address);
    } else {
      out.block(RTA_VIA, via -> via.rawU16(RouteMessage.family(gateway.get())).rawBytes(address));
    }
  }

  /** The attribute that the reader stands at, which is one of the two. */
  static InetAddress decodeGateway(AttributeReader in) throws WireFormatException {
    if (in.type() == RTA_GATEWAY) {
      return in.address();
    }
    AttributeReader via = in.nested();
    int family = via.rawU16();
    return RouteMessage.address(via.rawBytes(family == RouteMessage.AF_INET6 ? 16 : 4));
  }

  static void encodeEncapsulation(Optional<RouteEncapsulation> encapsulation, AttributeWriter out) {
    encapsulation.ifPresent(
        e ->
            out.u16(RTA_ENCAP_TYPE, e.type())
                .nested(RTA_ENCAP, data -> data.rawBytes(e.data().toByteArray())));
  }
}
