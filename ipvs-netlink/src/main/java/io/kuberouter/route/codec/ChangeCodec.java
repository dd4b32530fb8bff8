package io.kuberouter.route.codec;

import io.kuberouter.netlink.NetlinkMessage;
import io.kuberouter.netlink.NetworkNamespace;
import io.kuberouter.route.LinkKind;
import io.kuberouter.route.RouteChange;
import io.kuberouter.route.text.IpCommand;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Changes → rtnetlink requests: the list of all that can be changed. */
public final class ChangeCodec {

  private static final int NEW = NetlinkMessage.CREATE | NetlinkMessage.EXCLUSIVE;
  private static final int NEW_OR_OTHER = NetlinkMessage.CREATE | NetlinkMessage.REPLACE;

  private ChangeCodec() {}

  /** {@return the namespace that a change names, if it names one} */
  public static Optional<NetworkNamespace> namespace(RouteChange change) {
    if (change instanceof RouteChange.MoveLink c) {
      return Optional.of(c.namespace());
    } else if (change instanceof RouteChange.AddLink c && c.kind() instanceof LinkKind.Veth veth) {
      return veth.peerNamespace();
    }
    return Optional.empty();
  }

  /**
   * {@return the request that makes a change}
   *
   * @param descriptors open files of the namespaces that changes name
   */
  public static NetlinkMessage encode(
      RouteChange change, ToIntFunction<NetworkNamespace> descriptors) {
    if (change instanceof RouteChange.AddLink c) {
      byte[] content = LinkCodec.add(c.name(), c.kind(), c.settings(), descriptors);
      return message(RouteMessage.NEWLINK, NEW, content, change);
    } else if (change instanceof RouteChange.SetLink c) {
      return message(RouteMessage.NEWLINK, 0, LinkCodec.set(c.name(), c.settings()), change);
    } else if (change instanceof RouteChange.SetBridgePort c) {
      return message(RouteMessage.NEWLINK, 0, LinkCodec.set(c.name(), c.port()), change);
    } else if (change instanceof RouteChange.MoveLink c) {
      byte[] content = LinkCodec.move(c.name(), descriptors.applyAsInt(c.namespace()));
      return message(RouteMessage.NEWLINK, 0, content, change);
    } else if (change instanceof RouteChange.DeleteLink c) {
      return message(RouteMessage.DELLINK, 0, LinkCodec.delete(c.name()), change);
    } else if (change instanceof RouteChange.AddAddress c) {
      return message(RouteMessage.NEWADDR, NEW, AddressCodec.encode(c.address()), change);
    } else if (change instanceof RouteChange.DeleteAddress c) {
      return message(RouteMessage.DELADDR, 0, AddressCodec.encode(c.address()), change);
    } else if (change instanceof RouteChange.ReplaceNeighbour c) {
      byte[] content = NeighbourCodec.encode(c.neighbour());
      return message(RouteMessage.NEWNEIGH, NEW_OR_OTHER, content, change);
    } else if (change instanceof RouteChange.DeleteNeighbour c) {
      byte[] content = NeighbourCodec.delete(c.linkIndex(), c.address());
      return message(RouteMessage.DELNEIGH, 0, content, change);
    } else if (change instanceof RouteChange.ReplaceRoute c) {
      return message(RouteMessage.NEWROUTE, NEW_OR_OTHER, RouteCodec.encode(c.route()), change);
    } else if (change instanceof RouteChange.AddRoute c) {
      return message(RouteMessage.NEWROUTE, NEW, RouteCodec.encode(c.route()), change);
    } else if (change instanceof RouteChange.DeleteRoute c) {
      return message(RouteMessage.DELROUTE, 0, RouteCodec.encode(c.route()), change);
    } else if (change instanceof RouteChange.AddRule c) {
      return message(RouteMessage.NEWRULE, NEW, RuleCodec.encode(c.rule()), change);
    } else if (change instanceof RouteChange.DeleteRule c) {
      return message(RouteMessage.DELRULE, 0, RuleCodec.encode(c.rule()), change);
    }
    throw new AssertionError(change); // sealed; ChangeCodecTest walks the permitted classes
  }

  private static NetlinkMessage message(int type, int flags, byte[] content, RouteChange change) {
    return new NetlinkMessage(type, flags, content, () -> IpCommand.of(change));
  }
}
