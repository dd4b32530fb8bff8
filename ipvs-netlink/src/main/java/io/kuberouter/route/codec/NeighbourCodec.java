package io.kuberouter.route.codec;

import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.Octets;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import io.kuberouter.route.Neighbour;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Neighbours ↔ {@code RTM_…NEIGH} ({@code struct ndmsg}, {@code linux/neighbour.h}).
 *
 * <pre>
 * | family u8 | pad u8 | pad u16 | ifindex i32 | state u16 | flags u8 | type u8 | NDA_… |
 * </pre>
 */
public final class NeighbourCodec {

  private static final int NDA_DST = 1;
  private static final int NDA_LLADDR = 2;
  private static final int NDA_IFINDEX = 8;

  private NeighbourCodec() {}

  private static AttributeWriter header(int family, int link, int state, int flags) {
    return new AttributeWriter()
        .rawU8(family)
        .rawU8(0)
        .rawU16(0)
        .rawU32(link)
        .rawU16(state)
        .rawU8(flags)
        .rawU8(0);
  }

  /**
   * {@return the request for many neighbours}
   *
   * @param linkIndex 0 for those of all devices
   */
  public static NetlinkMessage list(int linkIndex) {
    AttributeWriter out = header(RouteMessage.AF_UNSPEC, 0, 0, 0);
    if (linkIndex != 0) {
      out.u32(NDA_IFINDEX, linkIndex);
    }
    return RouteMessage.list(RouteMessage.GETNEIGH, out, "ip neighbour show");
  }

  /** The content of {@code RTM_NEWNEIGH}. */
  static byte[] encode(Neighbour n) {
    AttributeWriter out =
        header(RouteMessage.family(n.address()), n.linkIndex(), n.state(), n.flags());
    out.address(NDA_DST, n.address());
    if (n.hardwareAddress().length() > 0) {
      out.bytes(NDA_LLADDR, n.hardwareAddress().toByteArray());
    }
    return out.toBytes();
  }

  /** The content of {@code RTM_DELNEIGH}. */
  static byte[] delete(int linkIndex, InetAddress address) {
    return header(RouteMessage.family(address), linkIndex, 0, 0)
        .address(NDA_DST, address)
        .toBytes();
  }

  /** Reads a neighbour; empty for families other than IP. */
  public static Optional<Neighbour> decode(AttributeReader in) throws WireFormatException {
    int family = in.rawU8();
    in.skip(3);
    int link = (int) in.rawU32();
    int state = in.rawU16();
    int flags = in.rawU8();
    in.skip(1);
    Optional<InetAddress> address = Optional.empty();
    Octets hardware = Octets.EMPTY;
    if (!RouteMessage.isIp(family)) {
      return Optional.empty();
    }
    while (in.next()) {
      switch (in.type()) {
        case NDA_DST -> address = Optional.of(in.address());
        case NDA_LLADDR -> hardware = in.octets();
        default -> {} // times, number of probes
      }
    }
    Octets known = hardware;
    return address.map(a -> new Neighbour(link, a, known, state, flags));
  }
}
