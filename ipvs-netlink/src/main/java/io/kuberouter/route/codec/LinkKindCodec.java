package io.kuberouter.route.codec;

import io.kuberouter.netlink.NetworkNamespace;
import io.kuberouter.netlink.Octets;
import io.kuberouter.netlink.wire.AttributeReader;
import io.kuberouter.netlink.wire.AttributeWriter;
import io.kuberouter.netlink.wire.WireFormatException;
import io.kuberouter.route.LinkKind;
import io.kuberouter.route.LinkKind.TunnelType;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** What belongs to a device's kind ↔ {@code IFLA_INFO_DATA}: the list of kinds. */
final class LinkKindCodec {

  private static final int VETH_INFO_PEER = 1;

  private LinkKindCodec() {}

  /**
   * {@return whether the kind has anything to say; an empty attribute means another thing to some}
   */
  static boolean hasData(LinkKind kind) {
    return kind instanceof LinkKind.Veth
        || kind instanceof LinkKind.Tunnel
        || kind instanceof LinkKind.Vxlan
        || (kind instanceof LinkKind.Other other && other.data().length() > 0);
  }

  static void encode(
      LinkKind kind, ToIntFunction<NetworkNamespace> descriptors, AttributeWriter out) {
    if (kind instanceof LinkKind.Veth veth) {
      out.block(VETH_INFO_PEER, peer -> LinkCodec.peer(veth, descriptors, peer));
    } else if (kind instanceof LinkKind.Tunnel tunnel) {
      TunnelCodec.encode(tunnel, out);
    } else if (kind instanceof LinkKind.Vxlan vxlan) {
      VxlanCodec.encode(vxlan, out);
    } else if (kind instanceof LinkKind.Other other) {
      out.rawBytes(other.data().toByteArray());
    } else {
      throw new AssertionError(kind); // sealed; LinkKindCodecTest walks the permitted classes
    }
  }

  static LinkKind decode(String name, AttributeReader data) throws WireFormatException {
    return switch (name) {
      case "" -> new LinkKind.None();
      case "dummy" -> new LinkKind.Dummy();
      case "bridge" -> new LinkKind.Bridge();
      case "veth" -> new LinkKind.Veth("", Optional.empty());
      case "ipip" -> TunnelCodec.decode(TunnelType.IPIP, data);
      case "ip6tnl" -> TunnelCodec.decode(TunnelType.IP6TNL, data);
      case "sit" -> TunnelCodec.decode(TunnelType.SIT, data);
      case "vxlan" -> VxlanCodec.decode(data);
      default -> new LinkKind.Other(name, Octets.of(data.rest()));
    };
  }
}
