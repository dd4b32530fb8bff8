package io.kuberouter.route.codec;

import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import io.kuberouter.route.LinkKind.Vxlan;
import java.net.InetAddress;
import java.util.Optional;

/** VXLAN devices ↔ {@code IFLA_VXLAN_…} ({@code linux/if_link.h}). */
final class VxlanCodec {

  private static final int ID = 1;
  private static final int GROUP = 2;
  private static final int LINK = 3;
  private static final int LOCAL = 4;
  private static final int LEARNING = 7;

  /** {@code IFLA_VXLAN_PORT}: __be16. */
  private static final int PORT = 15;

  private static final int GROUP6 = 16;
  private static final int LOCAL6 = 17;

  private VxlanCodec() {}

  static void encode(Vxlan vxlan, AttributeWriter out) {
    out.u32(ID, vxlan.identifier());
    vxlan.remote().ifPresent(a -> out.address(isSix(a) ? GROUP6 : GROUP, a));
    if (vxlan.linkIndex() != 0) {
      out.u32(LINK, vxlan.linkIndex());
    }
    vxlan.local().ifPresent(a -> out.address(isSix(a) ? LOCAL6 : LOCAL, a));
    out.u8(LEARNING, vxlan.learning() ? 1 : 0);
    if (vxlan.port() != 0) {
      out.be16(PORT, vxlan.port());
    }
  }

  private static boolean isSix(InetAddress address) {
    return address.getAddress().length == 16;
  }

  static Vxlan decode(AttributeReader in) throws WireFormatException {
    long identifier = 0;
    Optional<InetAddress> local = Optional.empty();
    Optional<InetAddress> remote = Optional.empty();
    int link = 0;
    int port = 0;
    boolean learning = false;
    while (in.next()) {
      switch (in.type()) {
        case ID -> identifier = in.u32();
        case GROUP, GROUP6 -> remote = Optional.of(in.address());
        case LINK -> link = (int) in.u32();
        case LOCAL, LOCAL6 -> local = Optional.of(in.address());
        case LEARNING -> learning = in.u8() != 0;
        case PORT -> port = in.be16();
        default -> {} // ageing, limits, offloads
      }
    }
    if (identifier >= 1 << 24) {
      throw new WireFormatException("IFLA_VXLAN_ID " + identifier + ": at most 16777215");
    }
    return new Vxlan(identifier, local, remote, port, link, learning);
  }
}
