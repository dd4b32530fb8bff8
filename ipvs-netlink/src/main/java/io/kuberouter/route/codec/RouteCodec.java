package io.kuberouter.route.codec;

import io.kuberouter.ipvs.Addresses;
import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.Octets;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import io.kuberouter.route.NextHop;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteEncapsulation;
import io.kuberouter.route.RouteFilter;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Routes ↔ {@code RTM_…ROUTE} ({@code struct rtmsg}).
 *
 * <pre>
 * | family u8 | dst_len u8 | src_len u8 | tos u8 | table u8 | protocol u8 | scope u8 | type u8 | flags u32 | RTA_… |
 * </pre>
 */
public final class RouteCodec {

  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTA_PRIORITY = 6;
  private static final int RTA_PREFSRC = 7;
  private static final int RTA_MULTIPATH = 9;
  private static final int RTA_TABLE = 15;

  private static final int RT_TABLE_UNSPEC = 0;
  private static final long RTM_F_CLONED = 0x200;
  private static final long RTM_F_LOOKUP_TABLE = 0x1000;
  private static final long RTM_F_FIB_MATCH = 0x2000;

  private RouteCodec() {}

  /**
   * {@return the request for the routes of a filter, as far as the kernel can leave out others}
   *
   * @param strict whether the kernel takes a filter: else it would ignore one, or refuse it
   */
  public static NetlinkMessage list(RouteFilter filter, boolean strict) {
    int family = filter.ipv6().map(RouteMessage::family).orElse(RouteMessage.AF_UNSPEC);
    AttributeWriter out =
        new AttributeWriter()
            .rawU8(family)
            .rawU8(0)
            .rawU8(0)
            .rawU8(0)
            .rawU8(RT_TABLE_UNSPEC)
            .rawU8(strict ? filter.protocol().orElse(0) : 0)
            .rawU8(0)
            .rawU8(0)
            .rawU32(0);
    if (strict) {
      filter.table().ifPresent(table -> out.u32(RTA_TABLE, table));
      filter.linkIndex().ifPresent(index -> out.u32(RTA_OIF, index));
    }
    return RouteMessage.list(RouteMessage.GETROUTE, out, "ip route show");
  }

  /** {@return the request for the route, as it stands in its table, that leads to an address} */
  public static NetlinkMessage match(InetAddress destination) {
    boolean six = destination.getAddress().length == 16;
    AttributeWriter out =
        new AttributeWriter()
            .rawU8(RouteMessage.family(destination))
            .rawU8(destination.getAddress().length * 8)
            .rawU8(0)
            .rawU8(0)
            .rawU8(0)
            .rawU8(0)
            .rawU8(0)
            .rawU8(0)
            .rawU32(RTM_F_FIB_MATCH | (six ? 0 : RTM_F_LOOKUP_TABLE)); // IPv6 always tells it
    out.address(RTA_DST, destination);
    return RouteMessage.list(
        RouteMessage.GETROUTE, out, "ip route get fibmatch " + Addresses.format(destination));
  }

  /** The content of {@code RTM_NEWROUTE} and {@code RTM_DELROUTE}. */
  static byte[] encode(Route r) {
    AttributeWriter out =
        new AttributeWriter()
            .rawU8(RouteMessage.family(r.ipv6()))
            .rawU8(r.prefixLength())
            .rawU8(0)
            .rawU8(0)
            .rawU8(r.table() < 256 ? r.table() : RT_TABLE_UNSPEC)
            .rawU8(r.protocol())
            .rawU8(r.scope())
            .rawU8(r.type())
            .rawU32(r.onlink() ? NextHopCodec.RTNH_F_ONLINK : 0);
    out.u32(RTA_TABLE, r.table());
    if (r.prefixLength() > 0) {
      out.address(RTA_DST, r.destination());
    }
    NextHopCodec.encodeGateway(r.gateway(), r.ipv6(), out);
    if (r.linkIndex() != 0) {
      out.u32(RTA_OIF, r.linkIndex());
    }
    r.preferredSource().ifPresent(s -> out.address(RTA_PREFSRC, s));
    if (r.metric() != 0) {
      out.u32(RTA_PRIORITY, r.metric());
    }
    NextHopCodec.encodeEncapsulation(r.encapsulation(), out);
    if (!r.multipath().isEmpty()) {
      out.block(
          RTA_MULTIPATH,
          list -> r.multipath().forEach(hop -> NextHopCodec.encode(hop, r.ipv6(), list)));
    }
    return out.toBytes();
  }

  /** Reads a route; empty for cached ones and families other than IP. */
  public static Optional<Route> decode(AttributeReader in) throws WireFormatException {
    int family = in.rawU8();
    int length = in.rawU8();
    in.skip(2);
    int table = in.rawU8();
    int protocol = in.rawU8();
    int scope = in.rawU8();
    int type = in.rawU8();
    long flags = in.rawU32();
    if (!RouteMessage.isIp(family) || (flags & RTM_F_CLONED) != 0) {
      return Optional.empty();
    }
    Optional<InetAddress> destination = Optional.empty();
    Optional<InetAddress> gateway = Optional.empty();
    Optional<InetAddress> source = Optional.empty();
    int link = 0;
    long metric = 0;
    List<NextHop> multipath = List.of();
    int encapsulationType = 0;
    Octets encapsulation = Octets.EMPTY;
    while (in.next()) {
      switch (in.type()) {
        case RTA_DST -> destination = Optional.of(in.address());
        case RTA_OIF -> link = (int) in.u32();
        case NextHopCodec.RTA_GATEWAY, NextHopCodec.RTA_VIA ->
            gateway = Optional.of(NextHopCodec.decodeGateway(in));
        case RTA_PRIORITY -> metric = in.u32();
        case RTA_PREFSRC -> source = Optional.of(in.address());
        case RTA_TABLE -> table = (int) in.u32();
        case RTA_MULTIPATH -> multipath = NextHopCodec.decodeAll(in.nested());
        case NextHopCodec.RTA_ENCAP_TYPE -> encapsulationType = in.u16();
        case NextHopCodec.RTA_ENCAP -> encapsulation = in.octets();
        default -> {} // metrics of the path, age, preference
      }
    }
    InetAddress network = destination.isPresent() ? destination.get() : RouteMessage.any(family);
    RouteMessage.checkLength(network, length);
    return Optional.of(
        new Route(
            table,
            type,
            protocol,
            scope,
            network,
            length,
            gateway,
            link,
            source,
            metric,
            (flags & NextHopCodec.RTNH_F_ONLINK) != 0,
            multipath,
            encapsulationType == 0
                ? Optional.empty()
                : Optional.of(new RouteEncapsulation(encapsulationType, encapsulation))));
  }
}
