package io.kuberouter.sync.translate;

import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.config.RouterOptions;
import io.kuberouter.sync.desired.Item;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A route learned over BGP → a kernel route, through a tunnel where the next hop is remote. */
final class RouteTranslator {

  /** The protocol number of our routes, as the original writes it. */
  static final int PROTOCOL = 17;

  private static final int MAIN = 254;
  private static final int OVERLAY = 77;
  private static final int UNICAST = 1;
  private static final int BOOT = 3;

  private final RouterOptions options;
  private final NodeFacts facts;

  RouteTranslator(AgentOptions options, NodeFacts facts) {
    this.options = options.router();
    this.facts = facts;
  }

  /**
   * Translates one learned route.
   *
   * @param tunnels to the nodes of the cluster: no other next hop gets one
   */
  Translation translate(Cidr destination, InetAddress nextHop, TunnelNames tunnels) {
    String subject = "BGP route " + destination;
    if (destination.contains(nextHop)
        || facts.node().addresses().stream().anyMatch(destination::contains)) {
      return refused(
          subject, "not installed: it holds its own next hop or an address of this node");
    }
    if (destination.isIpv6() != (nextHop.getAddress().length == 16)) {
      return refused(subject, "not installed: next hop of another family");
    }
    boolean neighbour = facts.isNeighbour(nextHop);
    boolean wanted =
        options.enableOverlay()
            && (options.overlayType().equals("full")
                || (options.overlayType().equals("subnet") && !neighbour));
    Optional<String> tunnel = wanted ? tunnels.of(nextHop) : Optional.empty();
    long metric = destination.isIpv6() ? 1024 : 0;
    if (tunnel.isEmpty()) {
      return neighbour
          ? new Translation(
              List.of(
                  new Item.Route(
                      MAIN,
                      UNICAST,
                      PROTOCOL,
                      0,
                      destination,
                      Optional.of(nextHop),
                      "",
                      Optional.empty(),
                      metric)),
              List.of())
          : refused(
              subject,
              "not installed: next hop "
                  + IpText.format(nextHop)
                  + " is on no network of this node");
    }
    Optional<InetAddress> local = facts.ip(NodeFacts.familyOf(nextHop));
    if (local.isEmpty()) {
      return refused(subject, "not installed: the node has no address of that family");
    }
    String device = tunnel.get();
    List<Item> items = new ArrayList<>();
    items.add(
        new Item.Device(
            device,
            destination.isIpv6() ? "ip6tnl" : "ipip",
            true,
            Optional.empty(),
            local,
            Optional.of(nextHop)));
    items.add(
        new Item.Route(
            OVERLAY,
            UNICAST,
            BOOT,
            0,
            Cidr.host(nextHop),
            Optional.empty(),
            device,
            Optional.empty(),
            metric));
    items.add(
        new Item.Route(
            MAIN, UNICAST, PROTOCOL, 0, destination, Optional.empty(), device, local, metric));
    List<Note> notes = new ArrayList<>();
    tunnels.namesake(nextHop).ifPresent(lower -> notes.add(named(subject, nextHop, device, lower)));
    return new Translation(items, notes);
  }

  private static Note named(String subject, InetAddress hop, String device, InetAddress lower) {
    String other = IpText.format(lower);
    return new Note(
        subject,
        "the tunnel to "
            + IpText.format(hop)
            + " is "
            + device
            + ": its usual name is that of the tunnel to "
            + other
            + ", which nodes of the original mix up with it: give one of the two nodes another"
            + " address while there are such");
  }

  private static Translation refused(String subject, String text) {
    return new Translation(List.of(), List.of(new Note(subject, text)));
  }
}
