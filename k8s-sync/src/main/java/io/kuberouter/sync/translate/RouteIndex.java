package io.kuberouter.sync.translate;

import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.ClusterObject;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.config.AgentOptions;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The nodes, and the routes learned over BGP. */
final class RouteIndex {

  private final NodeFacts facts;
  private final NodeTranslator nodeTranslator;
  private final RouteTranslator routeTranslator;
  private final Set<ObjectKey> dirty;

  private final Map<ObjectKey, NodeView> nodes = new HashMap<>();
  private final Map<InetAddress, Integer> nodeAddresses = new HashMap<>();
  private final TunnelNames tunnels = new TunnelNames();
  private final Map<InetAddress, Set<Cidr>> routesBy = new HashMap<>();
  private final Map<Cidr, InetAddress> learned = new HashMap<>();
  private final Set<Cidr> dirtyRoutes = new LinkedHashSet<>();

  /**
   * Starts empty.
   *
   * @param dirty takes the nodes that are to be translated anew
   */
  RouteIndex(AgentOptions options, NodeFacts facts, Set<ObjectKey> dirty) {
    this.facts = facts;
    this.nodeTranslator = new NodeTranslator(options, facts);
    this.routeTranslator = new RouteTranslator(options, facts);
    this.dirty = dirty;
  }

  void putNode(NodeView node) {
    NodeView old = nodes.put(node.key(), node);
    count(node, 1);
    if (old != null) {
      count(old, -1);
    }
    dirty.add(node.key());
  }

  Optional<NodeView> node(ObjectKey key) {
    return Optional.ofNullable(nodes.get(key));
  }

  void forEachNode(Consumer<ClusterObject> consumer) {
    nodes.values().forEach(consumer);
  }

  void forEachLearned(BiConsumer<Cidr, InetAddress> consumer) {
    learned.forEach(consumer);
  }

  void removeNode(ObjectKey key) {
    NodeView old = nodes.remove(key);
    if (old != null) {
      count(old, -1);
    }
    dirty.add(key);
  }

  /** A next hop that becomes a node's address, or no longer is one, may gain or lose a tunnel. */
  private void count(NodeView node, int by) {
    for (InetAddress address : node.addresses()) {
      int now = nodeAddresses.merge(address, by, Integer::sum);
      if (now == 0) {
        nodeAddresses.remove(address);
        tunnels.remove(address).forEach(this::touch);
        touch(address);
      } else if (now == 1 && by == 1) {
        tunnels.add(address).forEach(this::touch);
      }
    }
  }

  private void touch(InetAddress nextHop) {
    dirtyRoutes.addAll(routesBy.getOrDefault(nextHop, Set.of()));
  }

  void learn(Cidr destination, Optional<InetAddress> nextHop) {
    InetAddress old =
        nextHop.isPresent() ? learned.put(destination, nextHop.get()) : learned.remove(destination);
    if (old != null) {
      Set<Cidr> routes = routesBy.get(old);
      if (routes != null && routes.remove(destination) && routes.isEmpty()) {
        routesBy.remove(old);
      }
    }
    nextHop.ifPresent(
        hop -> routesBy.computeIfAbsent(hop, h -> new LinkedHashSet<>()).add(destination));
    dirtyRoutes.add(destination);
  }

  /** Learns what the other nodes would announce: each node's pod networks by its own address. */
  void learnFromNodes() {
    for (NodeView node : nodes.values()) {
      if (node.key().equals(facts.node().key())) {
        continue;
      }
      for (Cidr cidr : NodeFacts.podCidrsOf(node, new ArrayList<>())) {
        if (facts.families().contains(NodeFacts.familyOf(cidr))) {
          node.bestIp(cidr.isIpv6()).ifPresent(ip -> learn(cidr, Optional.of(ip)));
        }
      }
    }
  }

  Translation translateNode(ObjectKey key) {
    NodeView node = nodes.get(key);
    return node == null ? Translation.NONE : nodeTranslator.translate(node);
  }

  /** {@return the routes to be translated anew since the last call} */
  List<Cidr> takeDirtyRoutes() {
    List<Cidr> taken = List.copyOf(dirtyRoutes);
    dirtyRoutes.clear();
    return taken;
  }

  Translation translateRoute(Cidr destination) {
    InetAddress nextHop = learned.get(destination);
    return nextHop == null
        ? Translation.NONE
        : routeTranslator.translate(destination, nextHop, tunnels);
  }

  int nodeCount() {
    return nodes.size();
  }

  int learnedCount() {
    return learned.size();
  }
}
