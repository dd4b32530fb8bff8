package io.kuberouter.sync.translate;

import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.bgp.session.PeerConfigBuilder;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.desired.Item;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node of the cluster → its place in the routing sets, and a BGP neighbour. */
final class NodeTranslator {

  private final AgentOptions options;
  private final NodeFacts facts;

  NodeTranslator(AgentOptions options, NodeFacts facts) {
    this.options = options;
    this.facts = facts;
  }

  Translation translate(NodeView node) {
    if (!options.common().runRouter()) {
      return Translation.NONE;
    }
    List<Item> items = new ArrayList<>();
    List<Note> notes = new ArrayList<>();
    List<Cidr> cidrs = NodeFacts.podCidrsOf(node, notes);
    if (!cidrs.isEmpty()) {
      for (Cidr cidr : cidrs) {
        IpFamily family = NodeFacts.familyOf(cidr);
        if (facts.families().contains(family)) {
          items.add(
              new Item.SetEntry(
                  Names.set(family, "kube-router-pod-subnets"), cidr.toString(), false));
        }
      }
      for (InetAddress ip : node.addresses()) {
        IpFamily family = NodeFacts.familyOf(ip);
        if (facts.families().contains(family)) {
          items.add(
              new Item.SetEntry(
                  Names.set(family, "kube-router-node-ips"), IpText.format(ip), false));
        }
      }
    }
    if (node.key().equals(facts.node().key())) {
      Annotations.tellUnusedOfNode(
          node.annotations().keySet(), text -> notes.add(new Note(node.key().toString(), text)));
      notes.addAll(new PeerTranslator(options, facts).translate().notes());
    } else if (options.router().enableIbgp()) {
      peer(node, notes).ifPresent(items::add);
    }
    return new Translation(items, notes);
  }

  private Optional<Item> peer(NodeView node, List<Note> notes) {
    Optional<InetAddress> theirs = node.primaryIp();
    Optional<InetAddress> ours = facts.node().primaryIp();
    if (theirs.isEmpty() || ours.isEmpty()) {
      notes.add(new Note(node.key().toString(), "no BGP session: the node has no address"));
      return Optional.empty();
    }
    if (theirs.equals(ours)) {
      notes.add(new Note(node.key().toString(), "no BGP session: its address is this node's own"));
      return Optional.empty();
    }
    if (NodeFacts.familyOf(theirs.get()) != NodeFacts.familyOf(ours.get())) {
      notes.add(
          new Note(
              node.key().toString(),
              "no BGP session: its primary address is of another family than ours"));
      return Optional.empty();
    }
    NodeView own = facts.node();
    boolean reflector = own.annotations().containsKey(NodeBgp.RR_SERVER);
    boolean client = !reflector && own.annotations().containsKey(NodeBgp.RR_CLIENT);
    if (client && !node.annotations().containsKey(NodeBgp.RR_SERVER)) {
      return Optional.empty(); // a client of route reflection speaks with reflectors alone
    }
    long asn = options.router().clusterAsn();
    if (!options.router().nodesFullMesh()) {
      Optional<Long> ownAsn = NodeBgp.asnOf(own);
      if (ownAsn.isEmpty() || !ownAsn.equals(NodeBgp.asnOf(node))) {
        return Optional.empty();
      }
      asn = ownAsn.get();
    }
    PeerConfigBuilder builder =
        PeerConfig.builder(theirs.get(), asn)
            .port(options.router().bgpPort())
            .localAddress(ours.get())
            .client(reflector && node.annotations().containsKey(NodeBgp.RR_CLIENT))
            .ipv4(hasFamily(node, IpFamily.IPV4))
            .ipv6(hasFamily(node, IpFamily.IPV6));
    if (options.router().gracefulRestart()) {
      builder.gracefulRestart(options.router().gracefulRestartTime());
    }
    return Optional.of(new Item.BgpPeer(builder.build(), false));
  }

  private boolean hasFamily(NodeView node, IpFamily family) {
    return facts.families().contains(family) && node.bestIp(family == IpFamily.IPV6).isPresent();
  }
}
