package io.kuberouter.route.text;

import io.kuberouter.ipvs.Addresses;
import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.LinkKind;
import io.kuberouter.route.PolicyRule;
import io.kuberouter.route.RouteChange;
import java.net.InetAddress;

/** Changes as an administrator would type them; devices that a change names by index, by that. */
public final class IpCommand {

  private IpCommand() {}

  /** {@return the command} */
  public static String of(RouteChange change) {
    if (change instanceof RouteChange.AddLink c) {
      String settings = c.settings().toString();
      return "ip link add "
          + c.name()
          + (settings.isEmpty() ? "" : " " + settings)
          + kind(c.kind());
    } else if (change instanceof RouteChange.SetLink c) {
      return "ip link set " + c.name() + " " + c.settings();
    } else if (change instanceof RouteChange.SetBridgePort c) {
      return "ip link set " + c.name() + " type bridge_slave hairpin " + onOff(c.port().hairpin());
    } else if (change instanceof RouteChange.MoveLink c) {
      return "ip link set " + c.name() + " netns " + c.namespace();
    } else if (change instanceof RouteChange.DeleteLink c) {
      return "ip link delete " + c.name();
    } else if (change instanceof RouteChange.AddAddress c) {
      return "ip address add " + address(c.address());
    } else if (change instanceof RouteChange.DeleteAddress c) {
      return "ip address del " + address(c.address());
    } else if (change instanceof RouteChange.ReplaceNeighbour c) {
      return "ip neighbour replace "
          + Addresses.format(c.neighbour().address())
          + " lladdr "
          + c.neighbour().hardwareAddress()
          + dev(c.neighbour().linkIndex());
    } else if (change instanceof RouteChange.DeleteNeighbour c) {
      return "ip neighbour del " + Addresses.format(c.address()) + dev(c.linkIndex());
    } else if (change instanceof RouteChange.ReplaceRoute c) {
      return "ip route replace " + c.route();
    } else if (change instanceof RouteChange.AddRoute c) {
      return "ip route add " + c.route();
    } else if (change instanceof RouteChange.DeleteRoute c) {
      return "ip route del " + c.route();
    } else if (change instanceof RouteChange.AddRule c) {
      return "ip rule add " + rule(c.rule());
    } else if (change instanceof RouteChange.DeleteRule c) {
      return "ip rule del " + rule(c.rule());
    }
    throw new AssertionError(change);
  }

  private static String kind(LinkKind kind) {
    StringBuilder text = new StringBuilder(" type ").append(kind.name());
    if (kind instanceof LinkKind.Veth veth) {
      text.append(" peer name ").append(veth.peer());
      veth.peerNamespace().ifPresent(n -> text.append(" netns ").append(n));
    } else if (kind instanceof LinkKind.Tunnel tunnel) {
      tunnel.local().ifPresent(a -> text.append(" local ").append(Addresses.format(a)));
      tunnel.remote().ifPresent(a -> text.append(" remote ").append(Addresses.format(a)));
    } else if (kind instanceof LinkKind.Vxlan vxlan) {
      text.append(" id ").append(vxlan.identifier());
    }
    return text.toString();
  }

  private static String onOff(boolean on) {
    return on ? "on" : "off";
  }

  private static String dev(int index) {
    return " dev index " + index;
  }

  private static String address(InterfaceAddress a) {
    return Addresses.format(a.address()) + "/" + a.prefixLength() + dev(a.linkIndex());
  }

  private static String network(InetAddress address, int length) {
    return Addresses.format(address) + "/" + length;
  }

  private static String rule(PolicyRule r) {
    StringBuilder text = new StringBuilder();
    if (r.priority() != 0) {
      text.append("priority ").append(r.priority()).append(' ');
    }
    r.source()
        .ifPresent(a -> text.append("from ").append(network(a, r.sourceLength())).append(' '));
    r.destination()
        .ifPresent(a -> text.append("to ").append(network(a, r.destinationLength())).append(' '));
    return text.append("lookup ").append(r.table()).toString();
  }
}
