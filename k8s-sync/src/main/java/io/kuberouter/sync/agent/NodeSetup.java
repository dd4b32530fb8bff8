package io.kuberouter.sync.agent;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.Link;
import io.kuberouter.route.ObservedAddress;
import io.kuberouter.route.client.RouteClient;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.config.CommonOptions;
import io.kuberouter.sync.translate.NodeFacts;
import io.kuberouter.sync.translate.Note;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what is true of this node: from its Node object and its own devices. */
public final class NodeSetup {

  private NodeSetup() {}

  /**
   * Reads the node's devices.
   *
   * @throws IOException when no device carries the node's primary address
   */
  public static NodeFacts online(
      NodeView node, CommonOptions options, RouteClient client, List<Note> notes)
      throws IOException {
    InetAddress primary = primary(node);
    Map<Integer, Link> links = new HashMap<>();
    client.links().forEach(link -> links.put(link.index(), link));
    Optional<Link> carrier = Optional.empty();
    List<InetAddress> local = new ArrayList<>();
    List<Cidr> connected = new ArrayList<>();
    for (ObservedAddress found : client.addresses()) {
      InterfaceAddress a = found.address();
      Link link = links.get(a.linkIndex());
      if (link == null) {
        continue;
      }
      if (a.address().equals(primary)) {
        carrier = Optional.of(link);
      }
      boolean foreign =
          !link.name().contains("dummy")
              && !link.name().contains("kube")
              && !link.name().contains("docker");
      if (foreign && !a.address().isLinkLocalAddress()) {
        local.add(a.address());
      }
      if (node.addresses().contains(a.address())) {
        connected.add(new Cidr(a.address(), a.prefixLength()));
      }
    }
    if (carrier.isEmpty()) {
      throw new IOException(
          node.key()
              + ": no device of this host carries its address "
              + IpText.format(primary)
              + "; is --hostname-override right?");
    }
    return new NodeFacts(
        node,
        families(node, options),
        podCidrs(node, options, notes),
        carrier.get().name(),
        Optional.of(carrier.get().mtu()),
        local,
        connected);
  }

  /** Presumes an ordinary host: {@code eth0} with an MTU of 1500 in a /24 and a /64. */
  public static NodeFacts offline(NodeView node, CommonOptions options, List<Note> notes)
      throws IOException {
    primary(node);
    List<InetAddress> local = new ArrayList<>(node.addresses());
    local.add(IpText.parse("127.0.0.1"));
    local.add(IpText.parse("::1"));
    List<Cidr> connected = new ArrayList<>();
    node.addresses()
        .forEach(a -> connected.add(new Cidr(a, a.getAddress().length == 16 ? 64 : 24)));
    return new NodeFacts(
        node,
        families(node, options),
        podCidrs(node, options, notes),
        "eth0",
        Optional.of(1500),
        local,
        connected);
  }

  private static InetAddress primary(NodeView node) throws IOException {
    return node.primaryIp()
        .orElseThrow(
            () ->
                new IOException(
                    node.key() + ": status.addresses has neither InternalIP nor ExternalIP"));
  }

  private static List<IpFamily> families(NodeView node, CommonOptions options) throws IOException {
    List<IpFamily> families = new ArrayList<>();
    if (options.enableIpv4()) {
      require(node, false);
      families.add(IpFamily.IPV4);
    }
    if (options.enableIpv6()) {
      require(node, true);
      families.add(IpFamily.IPV6);
    }
    return families;
  }

  private static void require(NodeView node, boolean ipv6) throws IOException {
    if (node.bestIp(ipv6).isEmpty()) {
      String family = ipv6 ? "ipv6" : "ipv4";
      throw new IOException(
          node.key()
              + ": no address of the family; give it one or say --enable-"
              + family
              + "=false");
    }
  }

  private static List<Cidr> podCidrs(NodeView node, CommonOptions options, List<Note> notes) {
    List<Cidr> cidrs = new ArrayList<>(NodeFacts.podCidrsOf(node, notes));
    cidrs.removeIf(c -> c.isIpv6() ? !options.enableIpv6() : !options.enableIpv4());
    if (cidrs.isEmpty() && options.runRouter()) {
      notes.add(
          new Note(
              node.key().toString(),
              "no pod network: neither spec.podCIDRs nor annotation kube-router.io/pod-cidrs has"
                  + " one of a family that is on; pods are not routed until it has"));
    }
    return cidrs;
  }
}
