package io.kuberouter.route.codec;

import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.Link;
import io.kuberouter.route.PolicyRule;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteChange;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Links, addresses, routes and rules ↔ rtnetlink messages. */
public final class RouteCodec {

  private static final int RTM_NEWLINK = 16;
  private static final int RTM_DELLINK = 17;
  private static final int RTM_GETLINK = 18;
  private static final int RTM_NEWADDR = 20;
  private static final int RTM_DELADDR = 21;
  private static final int RTM_GETADDR = 22;
  private static final int RTM_NEWROUTE = 24;
  private static final int RTM_DELROUTE = 25;
  private static final int RTM_GETROUTE = 26;
  private static final int RTM_NEWRULE = 32;
  private static final int RTM_DELRULE = 33;
  private static final int RTM_GETRULE = 34;

  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_MASTER = 10;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int IFLA_IPTUN_LOCAL = 2;
  private static final int IFLA_IPTUN_REMOTE = 3;
  private static final int IFF_UP = 1;

  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_F_NODAD = 2;

  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_PRIORITY = 6;
  private static final int RTA_PREFSRC = 7;
  private static final int RTA_MULTIPATH = 9;
  private static final int RTA_TABLE = 15;
  private static final long RTM_F_CLONED = 0x200;
  private static final long RTM_F_LOOKUP_TABLE = 0x1000;
  private static final long RTM_F_FIB_MATCH = 0x2000;

  private static final int FRA_SRC = 2;
  private static final int FRA_PRIORITY = 6;
  private static final int FRA_TABLE = 15;
  private static final int FR_ACT_TO_TBL = 1;

  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  private RouteCodec() {}

  private static NetlinkMessage list(int type, int header, String what) {
    AttributeWriter out = new AttributeWriter();
    for (int i = 0; i < header; i++) {
      out.rawU8(0);
    }
    return new NetlinkMessage(type, 0, out.toBytes(), "list " + what);
  }

  /** {@return the request for all devices} */
  public static NetlinkMessage listLinks() {
    return list(RTM_GETLINK, 16, "links");
  }

  /** {@return the request for all addresses} */
  public static NetlinkMessage listAddresses() {
    return list(RTM_GETADDR, 8, "addresses");
  }

  /** {@return the request for all routes} */
  public static NetlinkMessage listRoutes() {
    return list(RTM_GETROUTE, 12, "routes");
  }

  /** {@return the request for the route, as it stands in its table, that leads to an address} */
  public static NetlinkMessage match(InetAddress destination) {
    AttributeWriter out =
        new AttributeWriter()
            .rawU8(family(destination))
            .rawU8(destination.getAddress().length * 8)
            .rawU8(0)
            .rawU8(0)
            .rawU8(0)
            .rawU8(0)
            .rawU8(0)
            .rawU8(0)
            .rawU32(RTM_F_FIB_MATCH | RTM_F_LOOKUP_TABLE);
    out.bytes(RTA_DST, destination.getAddress());
    return new NetlinkMessage(
        RTM_GETROUTE, 0, out.toBytes(), "ip route get fibmatch " + destination.getHostAddress());
  }

  /** {@return the request for all rules} */
  public static NetlinkMessage listRules() {
    return list(RTM_GETRULE, 12, "rules");
  }

  /** {@return the request that makes a change} */
  public static NetlinkMessage encode(RouteChange change) {
    if (change instanceof RouteChange.AddLink c) {
      AttributeWriter out = link(IFF_UP);
      out.string(IFLA_IFNAME, c.name());
      c.mtu().ifPresent(mtu -> out.u32(IFLA_MTU, mtu));
      out.nested(IFLA_LINKINFO, info -> linkInfo(c, info));
      return new NetlinkMessage(
          RTM_NEWLINK,
          NetlinkMessage.CREATE | NetlinkMessage.EXCLUSIVE,
          out.toBytes(),
          "ip link add " + c.name() + " type " + c.kind());
    } else if (change instanceof RouteChange.SetLink c) {
      AttributeWriter out = link(IFF_UP);
      out.string(IFLA_IFNAME, c.name());
      c.mtu().ifPresent(mtu -> out.u32(IFLA_MTU, mtu));
      return new NetlinkMessage(RTM_NEWLINK, 0, out.toBytes(), "ip link set " + c.name() + " up");
    } else if (change instanceof RouteChange.DeleteLink c) {
      AttributeWriter out = link(0);
      out.string(IFLA_IFNAME, c.name());
      return new NetlinkMessage(RTM_DELLINK, 0, out.toBytes(), "ip link delete " + c.name());
    } else if (change instanceof RouteChange.AddAddress c) {
      return address(
          RTM_NEWADDR,
          NetlinkMessage.CREATE | NetlinkMessage.EXCLUSIVE,
          c.address(),
          "ip address add ");
    } else if (change instanceof RouteChange.DeleteAddress c) {
      return address(RTM_DELADDR, 0, c.address(), "ip address del ");
    } else if (change instanceof RouteChange.ReplaceRoute c) {
      return route(
          RTM_NEWROUTE,
          NetlinkMessage.CREATE | NetlinkMessage.REPLACE,
          c.route(),
          "ip route replace ");
    } else if (change instanceof RouteChange.DeleteRoute c) {
      return route(RTM_DELROUTE, 0, c.route(), "ip route del ");
    } else if (change instanceof RouteChange.AddRule c) {
      return rule(
          RTM_NEWRULE, NetlinkMessage.CREATE | NetlinkMessage.EXCLUSIVE, c.rule(), "ip rule add ");
    } else if (change instanceof RouteChange.DeleteRule c) {
      return rule(RTM_DELRULE, 0, c.rule(), "ip rule del ");
    }
    throw new AssertionError(change);
  }

  /** {@code struct ifinfomsg}. */
  private static AttributeWriter link(int flags) {
    return new AttributeWriter().rawU8(0).rawU8(0).rawU16(0).rawU32(0).rawU32(flags).rawU32(flags);
  }

  private static void linkInfo(RouteChange.AddLink c, AttributeWriter info) {
    info.string(IFLA_INFO_KIND, c.kind());
    if (c.tunnelLocal().isPresent() || c.tunnelRemote().isPresent()) {
      info.nested(
          IFLA_INFO_DATA,
          data -> {
            c.tunnelLocal().ifPresent(a -> data.bytes(IFLA_IPTUN_LOCAL, a.getAddress()));
            c.tunnelRemote().ifPresent(a -> data.bytes(IFLA_IPTUN_REMOTE, a.getAddress()));
          });
    }
  }

  private static int family(InetAddress address) {
    return address.getAddress().length == 16 ? AF_INET6 : AF_INET;
  }

  /** {@code struct ifaddrmsg}. */
  private static NetlinkMessage address(int type, int flags, InterfaceAddress a, String verb) {
    boolean six = family(a.address()) == AF_INET6;
    AttributeWriter out =
        new AttributeWriter()
            .rawU8(family(a.address()))
            .rawU8(a.prefixLength())
            .rawU8(six ? IFA_F_NODAD : 0)
            .rawU8(a.scope())
            .rawU32(a.linkIndex());
    out.bytes(IFA_LOCAL, a.address().getAddress());
    out.bytes(IFA_ADDRESS, a.address().getAddress());
    return new NetlinkMessage(
        type,
        flags,
        out.toBytes(),
        verb + a.address().getHostAddress() + "/" + a.prefixLength() + " on link " + a.linkIndex());
  }

  /** {@code struct rtmsg}. */
  private static NetlinkMessage route(int type, int flags, Route r, String verb) {
    AttributeWriter out =
        new AttributeWriter()
            .rawU8(family(r.destination()))
            .rawU8(r.prefixLength())
            .rawU8(0)
            .rawU8(0)
            .rawU8(r.table() < 256 ? r.table() : 252)
            .rawU8(r.protocol())
            .rawU8(r.scope())
            .rawU8(r.type())
            .rawU32(0);
    out.u32(RTA_TABLE, r.table());
    if (r.prefixLength() > 0) {
      out.bytes(RTA_DST, r.destination().getAddress());
    }
    r.gateway().ifPresent(g -> out.bytes(RTA_GATEWAY, g.getAddress()));
    if (r.linkIndex() != 0) {
      out.u32(RTA_OIF, r.linkIndex());
    }
    r.preferredSource().ifPresent(s -> out.bytes(RTA_PREFSRC, s.getAddress()));
    if (r.metric() != 0) {
      out.u32(RTA_PRIORITY, r.metric());
    }
    return new NetlinkMessage(
        type,
        flags,
        out.toBytes(),
        verb + r.destination().getHostAddress() + "/" + r.prefixLength() + " table " + r.table());
  }

  /** {@code struct fib_rule_hdr}. */
  private static NetlinkMessage rule(int type, int flags, PolicyRule r, String verb) {
    AttributeWriter out =
        new AttributeWriter()
            .rawU8(r.ipv6() ? AF_INET6 : AF_INET)
            .rawU8(0)
            .rawU8(r.sourceLength())
            .rawU8(0)
            .rawU8(r.table() < 256 ? r.table() : 0)
            .rawU8(0)
            .rawU8(0)
            .rawU8(FR_ACT_TO_TBL)
            .rawU32(0);
    out.u32(FRA_TABLE, r.table());
    r.source().ifPresent(s -> out.bytes(FRA_SRC, s.getAddress()));
    if (r.priority() != 0) {
      out.u32(FRA_PRIORITY, r.priority());
    }
    return new NetlinkMessage(type, flags, out.toBytes(), verb + "lookup " + r.table());
  }

  private static InetAddress toAddress(byte[] bytes) throws WireFormatException {
    try {
      return bytes.length == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new WireFormatException("address of " + bytes.length + " bytes, expected 4 or 16");
    }
  }

  private static AttributeReader behind(byte[] payload, int header) throws WireFormatException {
    return new AttributeReader(payload, 0, payload.length).skip(header);
  }

  private static int u8(byte[] payload, int at) {
    return payload[at] & 0xff;
  }

  /** 32 bits of a fixed header, whatever the host's order: read by an attribute reader's rules. */
  private static long raw32(byte[] payload, int at) {
    return java.nio.ByteBuffer.wrap(payload).order(java.nio.ByteOrder.nativeOrder()).getInt(at)
        & 0xffff_ffffL;
  }

  /** Reads a device. */
  public static Link decodeLink(byte[] payload) throws WireFormatException {
    AttributeReader in = behind(payload, 16);
    String name = "";
    String kind = "";
    int mtu = 0;
    int master = 0;
    Optional<InetAddress> local = Optional.empty();
    Optional<InetAddress> remote = Optional.empty();
    while (in.next()) {
      switch (in.type()) {
        case IFLA_IFNAME -> name = in.string();
        case IFLA_MTU -> mtu = (int) in.u32();
        case IFLA_MASTER -> master = (int) in.u32();
        case IFLA_LINKINFO -> {
          AttributeReader info = in.nested();
          while (info.next()) {
            if (info.type() == IFLA_INFO_KIND) {
              kind = info.string();
            } else if (info.type() == IFLA_INFO_DATA
                && (kind.equals("ipip") || kind.equals("ip6tnl") || kind.equals("sit"))) {
              AttributeReader data = info.nested();
              while (data.next()) {
                if (data.type() == IFLA_IPTUN_LOCAL) {
                  local = Optional.of(data.address());
                } else if (data.type() == IFLA_IPTUN_REMOTE) {
                  remote = Optional.of(data.address());
                }
              }
            }
          }
        }
        default -> {} // not needed
      }
    }
    return new Link(
        (int) raw32(payload, 4),
        name,
        kind,
        (raw32(payload, 8) & IFF_UP) != 0,
        mtu,
        master,
        local,
        remote);
  }

  /** Reads an address; empty for families other than IP. */
  public static Optional<InterfaceAddress> decodeAddress(byte[] payload)
      throws WireFormatException {
    AttributeReader in = behind(payload, 8);
    byte[] local = new byte[0];
    byte[] address = new byte[0];
    while (in.next()) {
      if (in.type() == IFA_LOCAL) {
        local = in.bytes();
      } else if (in.type() == IFA_ADDRESS) {
        address = in.bytes();
      }
    }
    byte[] bytes = local.length > 0 ? local : address;
    if (bytes.length == 0 || (u8(payload, 0) != AF_INET && u8(payload, 0) != AF_INET6)) {
      return Optional.empty();
    }
    return Optional.of(
        new InterfaceAddress(
            (int) raw32(payload, 4), toAddress(bytes), u8(payload, 1), u8(payload, 3)));
  }

  /** Reads a route; empty for cached ones, other families and several next hops. */
  public static Optional<Route> decodeRoute(byte[] payload) throws WireFormatException {
    AttributeReader in = behind(payload, 12);
    int family = u8(payload, 0);
    if ((family != AF_INET && family != AF_INET6) || (raw32(payload, 8) & RTM_F_CLONED) != 0) {
      return Optional.empty();
    }
    int table = u8(payload, 4);
    byte[] destination = new byte[family == AF_INET6 ? 16 : 4];
    Optional<InetAddress> gateway = Optional.empty();
    Optional<InetAddress> source = Optional.empty();
    int link = 0;
    long metric = 0;
    while (in.next()) {
      switch (in.type()) {
        case RTA_DST -> destination = in.bytes();
        case RTA_OIF -> link = (int) in.u32();
        case RTA_GATEWAY -> gateway = Optional.of(in.address());
        case RTA_PRIORITY -> metric = in.u32();
        case RTA_PREFSRC -> source = Optional.of(in.address());
        case RTA_TABLE -> table = (int) in.u32();
        case RTA_MULTIPATH -> {
          return Optional.empty();
        }
        default -> {} // not needed
      }
    }
    return Optional.of(
        new Route(
            table,
            u8(payload, 7),
            u8(payload, 5),
            u8(payload, 6),
            toAddress(destination),
            u8(payload, 1),
            gateway,
            link,
            source,
            metric));
  }

  /** Reads a rule; empty where it looks at more than the source. */
  public static Optional<PolicyRule> decodeRule(byte[] payload) throws WireFormatException {
    AttributeReader in = behind(payload, 12);
    int family = u8(payload, 0);
    if ((family != AF_INET && family != AF_INET6)
        || u8(payload, 1) != 0
        || u8(payload, 7) != FR_ACT_TO_TBL) {
      return Optional.empty();
    }
    int table = u8(payload, 4);
    long priority = 0;
    Optional<InetAddress> source = Optional.empty();
    while (in.next()) {
      switch (in.type()) {
        case FRA_SRC -> source = Optional.of(in.address());
        case FRA_PRIORITY -> priority = in.u32();
        case FRA_TABLE -> table = (int) in.u32();
        case 3, 4, 5, 9, 10, 16, 17 -> {
          if (in.type() != 16 && in.type() != 17 && in.type() != 9) {
            return Optional.empty();
          }
        }
        default -> {} // neutral: suppressors, protocol, padding
      }
    }
    return Optional.of(new PolicyRule(family == AF_INET6, priority, source, u8(payload, 2), table));
  }
}
