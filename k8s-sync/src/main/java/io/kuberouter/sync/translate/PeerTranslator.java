package io.kuberouter.sync.translate;

import io.kuberouter.bgp.bfd.BfdConfig;
import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.bgp.session.PeerConfigBuilder;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.config.RouterOptions;
import io.kuberouter.sync.desired.Item;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * External BGP neighbours: those of the flags, else those of the node's annotations {@code
 * kube-router.io/peers} or {@code kube-router.io/peer.*}.
 */
final class PeerTranslator {

  private final AgentOptions options;
  private final NodeFacts facts;

  PeerTranslator(AgentOptions options, NodeFacts facts) {
    this.options = options;
    this.facts = facts;
  }

  Translation translate() {
    List<Item> items = new ArrayList<>();
    List<Note> notes = new ArrayList<>();
    NodeView node = facts.node();
    List<RouterOptions.Peer> peers = options.router().peers();
    if (peers.isEmpty()) {
      try {
        peers =
            PeerAnnotations.read(
                node.annotations(), text -> notes.add(new Note(node.key().toString(), text)));
      } catch (IllegalArgumentException e) {
        notes.add(
            new Note(node.key().toString(), "no BGP neighbours by annotation: " + e.getMessage()));
      }
    }
    for (RouterOptions.Peer peer : peers) {
      item(peer, notes).ifPresent(items::add);
    }
    return new Translation(items, notes);
  }

  private Optional<Item> item(RouterOptions.Peer peer, List<Note> notes) {
    PeerConfigBuilder builder =
        PeerConfig.builder(peer.address(), peer.asn())
            .port(peer.port())
            .holdTime(options.router().bgpHoldTime())
            .ipv4(facts.families().contains(IpFamily.IPV4))
            .ipv6(facts.families().contains(IpFamily.IPV6));
    Optional<InetAddress> local =
        peer.localAddress().or(() -> facts.ip(NodeFacts.familyOf(peer.address())));
    if (local.isPresent()
        && NodeFacts.familyOf(local.get()) != NodeFacts.familyOf(peer.address())) {
      notes.add(
          new Note(
              facts.node().key().toString(),
              "no BGP session with "
                  + IpText.format(peer.address())
                  + ": its local address "
                  + IpText.format(local.get())
                  + " is of another family"));
      return Optional.empty();
    }
    local.ifPresent(builder::localAddress);
    peer.bfd()
        .map(b -> new BfdConfig(b.minTx(), b.minRx(), b.multiplier(), false))
        .ifPresent(
            c -> builder.bfd(new PeerConfig.Bfd(c, peer.bfd().orElseThrow().port(), 1, false)));
    if (peer.bfd().isPresent() && options.router().gracefulRestart()) {
      notes.add(
          new Note(
              facts.node().key().toString(),
              "BFD ends the session with "
                  + IpText.format(peer.address())
                  + " also while it restarts gracefully"));
    }
    peer.password().ifPresent(builder::password);
    if (options.router().multihopTtl() >= 2) {
      builder.ttl(options.router().multihopTtl());
    }
    if (options.router().gracefulRestart()) {
      builder.gracefulRestart(options.router().gracefulRestartTime());
    }
    return Optional.of(new Item.BgpPeer(builder.build(), true));
  }
}
