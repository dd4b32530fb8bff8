package io.kuberouter.route.codec;

import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.NetworkNamespace;
import io.kuberouter.netlink.Octets;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import io.kuberouter.route.BridgePort;
import io.kuberouter.route.Link;
import io.kuberouter.route.LinkFilter;
import io.kuberouter.route.LinkKind;
import io.kuberouter.route.LinkSettings;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Devices ↔ {@code RTM_…LINK} ({@code struct ifinfomsg}, {@code linux/if_link.h}).
 *
 * <pre>
 * | family u8 | pad u8 | type u16 | index i32 | flags u32 | change u32 | IFLA_… |
 * </pre>
 */
public final class LinkCodec {

  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_LINK = 5;
  private static final int IFLA_MASTER = 10;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_NET_NS_FD = 28;
  private static final int IFLA_EXT_MASK = 29;
  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int IFLA_INFO_SLAVE_KIND = 4;
  private static final int IFLA_INFO_SLAVE_DATA = 5;
  private static final int IFF_UP = 1;
  private static final int IFF_LOWER_UP = 0x10000;
  private static final int RTEXT_FILTER_SKIP_STATS = 8;
  private static final String BRIDGE = "bridge";

  private LinkCodec() {}

  private static AttributeWriter header(int index, int flags, int change) {
    return new AttributeWriter()
        .rawU8(RouteMessage.AF_UNSPEC)
        .rawU8(0)
        .rawU16(0)
        .rawU32(index)
        .rawU32(flags)
        .rawU32(change);
  }

  /** {@return the request for many devices} */
  public static NetlinkMessage list(LinkFilter filter) {
    AttributeWriter out = header(0, 0, 0).u32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    filter.masterIndex().ifPresent(master -> out.u32(IFLA_MASTER, master));
    if (!filter.kind().isEmpty()) {
      out.nested(IFLA_LINKINFO, info -> info.string(IFLA_INFO_KIND, filter.kind()));
    }
    return RouteMessage.list(RouteMessage.GETLINK, out, "ip link show");
  }

  /** {@return the request for a device} */
  public static NetlinkMessage get(String name) {
    AttributeWriter out = header(0, 0, 0).string(IFLA_IFNAME, name);
    out.u32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    return RouteMessage.list(RouteMessage.GETLINK, out, "ip link show " + name);
  }

  /** {@return the request for a device} */
  public static NetlinkMessage get(int index) {
    AttributeWriter out = header(index, 0, 0).u32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    return RouteMessage.list(RouteMessage.GETLINK, out, "ip link show index " + index);
  }

  private static AttributeWriter settings(String name, LinkSettings settings) {
    AttributeWriter out =
        header(0, settings.up().orElse(false) ? IFF_UP : 0, settings.up().isPresent() ? IFF_UP : 0);
    out.string(IFLA_IFNAME, name);
    if (settings.hardwareAddress().length() > 0) {
      out.bytes(IFLA_ADDRESS, settings.hardwareAddress().toByteArray());
    }
    settings.mtu().ifPresent(mtu -> out.u32(IFLA_MTU, mtu));
    settings.masterIndex().ifPresent(master -> out.u32(IFLA_MASTER, master));
    return out;
  }

  /** The content of {@code RTM_NEWLINK} for a device to be made. */
  static byte[] add(
      String name,
      LinkKind kind,
      LinkSettings settings,
      ToIntFunction<NetworkNamespace> descriptors) {
    AttributeWriter out = settings(name, settings);
    if (kind instanceof LinkKind.Vxlan vxlan && vxlan.linkIndex() != 0) {
      out.u32(IFLA_LINK, vxlan.linkIndex());
    }
    out.nested(
        IFLA_LINKINFO,
        info -> {
          info.string(IFLA_INFO_KIND, kind.name());
          if (LinkKindCodec.hasData(kind)) {
            info.nested(IFLA_INFO_DATA, data -> LinkKindCodec.encode(kind, descriptors, data));
          }
        });
    return out.toBytes();
  }

  /** The other end of a pair, as {@code VETH_INFO_PEER} holds it. */
  static void peer(
      LinkKind.Veth veth, ToIntFunction<NetworkNamespace> descriptors, AttributeWriter out) {
    out.rawBytes(header(0, 0, 0).toBytes());
    if (!veth.peer().isEmpty()) {
      out.string(IFLA_IFNAME, veth.peer());
    }
    veth.peerNamespace()
        .ifPresent(namespace -> out.u32(IFLA_NET_NS_FD, descriptors.applyAsInt(namespace)));
  }

  /** The content of {@code RTM_NEWLINK} for a device that is there. */
  static byte[] set(String name, LinkSettings settings) {
    return settings(name, settings).toBytes();
  }

  /** The content of {@code RTM_NEWLINK} for a port of a bridge. */
  static byte[] set(String name, BridgePort port) {
    AttributeWriter out = settings(name, LinkSettings.NONE);
    out.nested(
        IFLA_LINKINFO,
        info -> {
          info.string(IFLA_INFO_SLAVE_KIND, BRIDGE);
          info.nested(IFLA_INFO_SLAVE_DATA, data -> BridgePortCodec.encode(port, data));
        });
    return out.toBytes();
  }

  /** The content of {@code RTM_NEWLINK} for a device that goes elsewhere. */
  static byte[] move(String name, int descriptor) {
    return settings(name, LinkSettings.NONE).u32(IFLA_NET_NS_FD, descriptor).toBytes();
  }

  /** The content of {@code RTM_DELLINK}. */
  static byte[] delete(String name) {
    return settings(name, LinkSettings.NONE).toBytes();
  }

  /** Reads a device; empty for what a bridge tells of its ports under its own family. */
  public static Optional<Link> decode(AttributeReader in) throws WireFormatException {
    int family = in.rawU8();
    in.skip(3);
    int index = (int) in.rawU32();
    long flags = in.rawU32();
    in.skip(4);
    String name = "";
    int mtu = 0;
    int master = 0;
    int lower = 0;
    Octets hardware = Octets.EMPTY;
    Info info = new Info(new LinkKind.None(), Optional.empty());
    while (in.next()) {
      switch (in.type()) {
        case IFLA_ADDRESS -> hardware = in.octets();
        case IFLA_IFNAME -> name = in.string();
        case IFLA_MTU -> mtu = (int) in.u32();
        case IFLA_LINK -> lower = (int) in.u32();
        case IFLA_MASTER -> master = (int) in.u32();
        case IFLA_LINKINFO -> info = info(in.nested());
        default -> {} // statistics, queues, what the driver says
      }
    }
    if (family != RouteMessage.AF_UNSPEC) {
      return Optional.empty();
    }
    return Optional.of(
        new Link(
            index,
            name,
            info.kind(),
            (flags & IFF_UP) != 0,
            (flags & IFF_LOWER_UP) != 0,
            mtu,
            master,
            lower,
            hardware,
            info.port()));
  }

  private record Info(LinkKind kind, Optional<BridgePort> port) {}

  private static Info info(AttributeReader in) throws WireFormatException {
    String kind = "";
    String slave = "";
    Optional<AttributeReader> data = Optional.empty();
    Optional<AttributeReader> slaveData = Optional.empty();
    while (in.next()) {
      switch (in.type()) {
        case IFLA_INFO_KIND -> kind = in.string();
        case IFLA_INFO_DATA -> data = Optional.of(in.nested());
        case IFLA_INFO_SLAVE_KIND -> slave = in.string();
        case IFLA_INFO_SLAVE_DATA -> slaveData = Optional.of(in.nested());
        default -> {} // statistics
      }
    }
    Optional<BridgePort> port =
        slave.equals(BRIDGE) && slaveData.isPresent()
            ? Optional.of(BridgePortCodec.decode(slaveData.get()))
            : Optional.empty();
    return new Info(
        LinkKindCodec.decode(kind, data.orElse(new AttributeReader(new byte[0], 0, 0))), port);
  }
}
