package io.kuberouter.sync.translate;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.NetworkPolicyView;
import io.kuberouter.sync.cluster.NetworkPolicyView.Peer;
import io.kuberouter.sync.cluster.NetworkPolicyView.Port;
import io.kuberouter.sync.cluster.PodView;
import io.kuberouter.sync.desired.Item;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Emits one rule of a policy for one family. */
record PolicyRuleTranslator(
    NetworkPolicyView policy,
    PolicyNames names,
    IpFamily family,
    PolicySide side,
    int index,
    NetworkPolicyView.Rule rule,
    String target,
    Function<String, List<PodView>> members,
    List<Item> items,
    List<Rule> chain) {

  void emit() {
    if (rule.peers().isEmpty()) {
      allow("any", Optional.empty());
      return;
    }
    if (rule.peers().stream().anyMatch(p -> p instanceof Peer.Pods)) {
      String set = names.peerSet(family, side, index, "pod");
      items.add(new Item.IpSet(family, set, "hash:ip"));
      allow("pods", Optional.of(set));
    }
    List<Peer.IpBlock> blocks = new ArrayList<>();
    rule.peers()
        .forEach(
            p -> {
              if (p instanceof Peer.IpBlock block) {
                blocks.add(block);
              }
            });
    Map<Cidr, Boolean> union = BlockUnion.of(blocks, family);
    if (!union.isEmpty()) {
      String set = names.peerSet(family, side, index, "ipblock");
      items.add(new Item.IpSet(family, set, "hash:net"));
      union.forEach((cidr, nomatch) -> items.add(new Item.SetEntry(set, setText(cidr), nomatch)));
      allow("cidr", Optional.of(set));
    }
  }

  private static String setText(Cidr cidr) {
    boolean host = cidr.length() == (cidr.isIpv6() ? 128 : 32);
    return host ? IpText.format(cidr.network()) : cidr.toString();
  }

  private void allow(String kind, Optional<String> peerSet) {
    String comment = side.word + " " + kind;
    if (rule.ports().isEmpty()) {
      pair(comment, peerSet, Optional.of(target), "");
      return;
    }
    for (Port port : rule.ports()) {
      String protocol = port.protocol().toLowerCase(Locale.ROOT);
      if (port instanceof Port.All) {
        pair(comment, peerSet, Optional.of(target), " -p " + protocol);
      } else if (port instanceof Port.Range range) {
        String ports =
            range.first() == range.last()
                ? Integer.toString(range.first())
                : range.first() + ":" + range.last();
        pair(comment, peerSet, Optional.of(target), " -p " + protocol + " --dport " + ports);
      } else if (port instanceof Port.Named named) {
        named(comment + " np", peerSet, named, protocol);
      }
    }
  }

  /** Each number that destination pods give the name has a set of just these pods. */
  private void named(String comment, Optional<String> peerSet, Port.Named named, String protocol) {
    String group =
        side == PolicySide.INGRESS
            ? PolicyNames.targetGroup(policy.key())
            : PolicyNames.peerGroup(policy.key(), side, index);
    Map<Integer, TreeSet<String>> byNumber = new TreeMap<>();
    for (PodView pod : members.apply(group)) {
      Optional<InetAddress> ip = PodTranslator.ip(pod, family);
      for (PodView.NamedPort port : pod.ports()) {
        if (ip.isPresent()
            && port.name().equals(named.name())
            && port.protocol().equalsIgnoreCase(named.protocol())) {
          byNumber.computeIfAbsent(port.port(), n -> new TreeSet<>()).add(IpText.format(ip.get()));
        }
      }
    }
    byNumber.forEach(
        (number, ips) -> {
          String text = named.name() + "/" + protocol + "/" + number;
          String set = names.namedPortSet(family, side, index, text);
          items.add(new Item.IpSet(family, set, "hash:ip"));
          ips.forEach(ip -> items.add(new Item.SetEntry(set, ip, false)));
          String match = " -p " + protocol + " --dport " + number;
          if (side == PolicySide.INGRESS) {
            pair(comment, peerSet, Optional.of(set), match);
          } else {
            pair(comment, Optional.of(set), Optional.of(target), match);
          }
        });
  }

  /** A logical allow: mark the packet, and leave the chain. */
  private void pair(
      String comment, Optional<String> peerSet, Optional<String> targetSet, String ports) {
    Optional<String> source = side == PolicySide.INGRESS ? peerSet : targetSet;
    Optional<String> destination = side == PolicySide.INGRESS ? targetSet : peerSet;
    String match =
        "-m comment --comment "
            + Rules.about(policy.key().namespace() + "/" + policy.key().name(), comment)
            + source.map(s -> " -m set --match-set " + s + " src").orElse("")
            + destination.map(s -> " -m set --match-set " + s + " dst").orElse("")
            + ports;
    chain.add(Rules.parse(family, match + " -j MARK --set-xmark 0x10000/0x10000"));
    chain.add(Rules.parse(family, match + " -m mark --mark 0x10000/0x10000 -j RETURN"));
  }
}
