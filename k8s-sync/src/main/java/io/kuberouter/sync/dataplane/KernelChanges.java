package io.kuberouter.sync.dataplane;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.ipvs.IpvsChange;
import io.kuberouter.netfilter.ipset.SetChange;
import io.kuberouter.netfilter.ipset.SetDefinition;
import io.kuberouter.netfilter.ipset.SetEntry;
import io.kuberouter.netfilter.ipset.text.SetEntryText;
import io.kuberouter.netlink.Octets;
import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.LinkKind;
import io.kuberouter.route.LinkKind.TunnelType;
import io.kuberouter.route.LinkSettings;
import io.kuberouter.route.PolicyRule;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteChange;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.plan.PlanStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a step means to the kernel: pure functions from steps to the clients' changes. */
final class KernelChanges {

  private KernelChanges() {}

  /** {@return the item that a step makes, brings to another state, or removes} */
  static Item item(PlanStep.Change change) {
    if (change instanceof PlanStep.Create c) {
      return c.item();
    } else if (change instanceof PlanStep.Update u) {
      return u.to();
    } else if (change instanceof PlanStep.Delete d) {
      return d.item();
    }
    throw new AssertionError(change);
  }

  /**
   * {@return the change of a set or an entry}
   *
   * @param types of the sets, by name
   */
  static SetChange ofSets(PlanStep.Change change, Map<String, String> types) {
    Item item = item(change);
    boolean delete = change instanceof PlanStep.Delete;
    if (item instanceof Item.IpSet set) {
      return delete
          ? new SetChange.Destroy(set.name())
          : new SetChange.Create(
              SetDefinition.builder(set.name(), set.type())
                  .ipv6(set.family() == IpFamily.IPV6)
                  .timeout(0)
                  .build());
    }
    Item.SetEntry entry = (Item.SetEntry) item;
    SetEntry parsed =
        SetEntryText.parse(types.getOrDefault(entry.set(), ""), entry.element()).toBuilder()
            .nomatch(entry.nomatch())
            .timeout(0)
            .build();
    return delete
        ? new SetChange.Delete(entry.set(), parsed)
        : new SetChange.Add(entry.set(), parsed);
  }

  /** {@return the change of a service or a real server} */
  static List<IpvsChange> ofIpvs(PlanStep.Change change) {
    Item item = item(change);
    boolean create = change instanceof PlanStep.Create;
    boolean delete = change instanceof PlanStep.Delete;
    if (item instanceof Item.IpvsService s) {
      return List.of(
          create
              ? new IpvsChange.AddService(s.service())
              : delete
                  ? new IpvsChange.DeleteService(s.service().key())
                  : new IpvsChange.SetService(s.service()));
    } else if (item instanceof Item.IpvsServer s) {
      return List.of(
          create
              ? new IpvsChange.AddServer(s.service(), s.server())
              : delete
                  ? new IpvsChange.DeleteServer(s.service(), s.server().key())
                  : new IpvsChange.SetServer(s.service(), s.server()));
    }
    throw new AssertionError(item);
  }

  /**
   * {@return the changes of a device, an address, a route or a rule}
   *
   * @param indexes of the devices, by name
   */
  static List<RouteChange> ofRoutes(PlanStep.Change change, Map<String, Integer> indexes) {
    Item item = item(change);
    boolean create = change instanceof PlanStep.Create;
    boolean delete = change instanceof PlanStep.Delete;
    if (item instanceof Item.Device d) {
      return List.of(
          create
              ? new RouteChange.AddLink(d.name(), kind(d), settings(d))
              : delete
                  ? new RouteChange.DeleteLink(d.name())
                  : new RouteChange.SetLink(d.name(), settings(d)));
    } else if (item instanceof Item.Address a) {
      InterfaceAddress address =
          new InterfaceAddress(
              indexes.getOrDefault(a.device(), 0), a.address(), a.length(), a.scope());
      return delete
          ? List.of(new RouteChange.DeleteAddress(address))
          : change instanceof PlanStep.Update u
              ? List.of(
                  new RouteChange.DeleteAddress(
                      new InterfaceAddress(
                          address.linkIndex(),
                          a.address(),
                          a.length(),
                          ((Item.Address) u.from()).scope())),
                  new RouteChange.AddAddress(address))
              : List.of(new RouteChange.AddAddress(address));
    } else if (item instanceof Item.Route r) {
      Route route =
          new Route(
              r.table(),
              r.type(),
              r.protocol(),
              r.scope(),
              r.destination().network(),
              r.destination().length(),
              r.gateway(),
              indexes.getOrDefault(r.device(), 0),
              r.source(),
              r.metric(),
              false,
              List.of(),
              Optional.empty());
      return List.of(
          delete
              ? new RouteChange.DeleteRoute(route)
              : create && r.yields()
                  ? new RouteChange.AddRoute(route)
                  : new RouteChange.ReplaceRoute(route));
    } else if (item instanceof Item.PolicyRule r) {
      PolicyRule rule =
          new PolicyRule(
              r.ipv6(),
              r.priority(),
              r.source().map(c -> c.network()),
              r.source().map(c -> c.length()).orElse(0),
              r.table());
      return List.of(delete ? new RouteChange.DeleteRule(rule) : new RouteChange.AddRule(rule));
    }
    throw new AssertionError(item);
  }

  private static LinkKind kind(Item.Device d) {
    return switch (d.kind()) {
      case "dummy" -> new LinkKind.Dummy();
      case "bridge" -> new LinkKind.Bridge();
      case "ipip" -> LinkKind.Tunnel.of(TunnelType.IPIP, d.tunnelLocal(), d.tunnelRemote());
      case "ip6tnl" -> LinkKind.Tunnel.of(TunnelType.IP6TNL, d.tunnelLocal(), d.tunnelRemote());
      default -> new LinkKind.Other(d.kind(), Octets.EMPTY);
    };
  }

  private static LinkSettings settings(Item.Device d) {
    return d.mtu().map(LinkSettings.UP::mtu).orElse(LinkSettings.UP);
  }

  /** {@return the name of the device whose index a step needs; empty for none} */
  static Optional<String> device(PlanStep.Change change) {
    Item item = item(change);
    String name =
        item instanceof Item.Address a
            ? a.device()
            : item instanceof Item.Route r ? r.device() : "";
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }
}
