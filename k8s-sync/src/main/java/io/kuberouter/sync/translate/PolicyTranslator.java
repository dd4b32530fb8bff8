package io.kuberouter.sync.translate;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.LabelSelector;
import io.kuberouter.sync.cluster.NetworkPolicyView;
import io.kuberouter.sync.cluster.NetworkPolicyView.Peer;
import io.kuberouter.sync.cluster.NetworkPolicyView.Port;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.cluster.PodView;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.Item;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A NetworkPolicy → its chains, its sets and the groups whose pods fill them. The members of a set
 * are asked for by the pods, so that a pod's coming and going leaves the chains alone.
 */
final class PolicyTranslator {

  /** The two sides that a policy judges; each has a chain of its own. */
  enum Direction {
    INGRESS("ingress", "DST", "SRC"),
    EGRESS("egress", "SRC", "DST");

    final String word;
    final String target;
    final String peer;

    Direction(String word, String target, String peer) {
      this.word = word;
      this.target = target;
      this.peer = peer;
    }
  }

  private final List<IpFamily> families;

  PolicyTranslator(List<IpFamily> families) {
    this.families = families;
  }

  static Optional<List<NetworkPolicyView.Rule>> rules(NetworkPolicyView policy, Direction side) {
    return side == Direction.INGRESS ? policy.ingress() : policy.egress();
  }

  /** {@return the chain that judges one direction; a name of its own for each, always the same} */
  static String chain(ObjectKey policy, IpFamily family, Direction side) {
    return Names.POLICY_PREFIX
        + Names.hash16(
            policy.namespace()
                + "/"
                + policy.name()
                + "/"
                + Names.familyText(family)
                + "/"
                + side.word);
  }

  static String targetGroup(ObjectKey policy) {
    return "target " + policy.namespace() + "/" + policy.name();
  }

  static String peerGroup(ObjectKey policy, Direction side, int rule) {
    return side.word + " " + rule + " " + policy.namespace() + "/" + policy.name();
  }

  /** A set that a group's pods belong to. */
  record Membership(IpFamily family, String set) {}

  /** {@return the groups that the policy needs, with the pods that they choose} */
  Map<String, List<PodSelection>> groups(NetworkPolicyView policy) {
    Map<String, List<PodSelection>> groups = new LinkedHashMap<>();
    String namespace = policy.key().namespace();
    groups.put(
        targetGroup(policy.key()), List.of(PodSelection.in(namespace, policy.podSelector())));
    for (Direction side : Direction.values()) {
      List<NetworkPolicyView.Rule> rules = rules(policy, side).orElse(List.of());
      for (int i = 0; i < rules.size(); i++) {
        List<PodSelection> selections = new ArrayList<>();
        for (Peer peer : rules.get(i).peers()) {
          if (peer instanceof Peer.Pods pods) {
            selections.add(
                pods.namespaces().isPresent()
                    ? PodSelection.across(pods.namespaces().get(), pods.pods())
                    : PodSelection.in(namespace, pods.pods()));
          }
        }
        if (selections.isEmpty()
            && rules.get(i).peers().isEmpty()
            && side == Direction.EGRESS
            && rules.get(i).ports().stream().anyMatch(p -> p instanceof Port.Named)) {
          selections.add(PodSelection.across(LabelSelector.ALL, LabelSelector.ALL));
        }
        if (!selections.isEmpty()) {
          groups.put(peerGroup(policy.key(), side, i), selections);
        }
      }
    }
    return groups;
  }

  /** {@return the sets that each group's pods belong to} */
  Map<String, List<Membership>> memberships(NetworkPolicyView policy) {
    Map<String, List<Membership>> sets = new LinkedHashMap<>();
    for (IpFamily family : families) {
      for (Direction side : Direction.values()) {
        List<NetworkPolicyView.Rule> rules = rules(policy, side).orElse(List.of());
        if (rules(policy, side).isPresent()) {
          sets.computeIfAbsent(targetGroup(policy.key()), g -> new ArrayList<>())
              .add(new Membership(family, targetSet(policy.key(), family, side)));
        }
        for (int i = 0; i < rules.size(); i++) {
          if (rules.get(i).peers().stream().anyMatch(p -> p instanceof Peer.Pods)) {
            sets.put(
                peerGroup(policy.key(), side, i),
                append(
                    sets.get(peerGroup(policy.key(), side, i)),
                    new Membership(family, peerSet(policy.key(), family, side, i, "pod"))));
          }
        }
      }
    }
    return sets;
  }

  private static List<Membership> append(
      @org.jspecify.annotations.Nullable List<Membership> list, Membership one) {
    List<Membership> all = new ArrayList<>(list == null ? List.of() : list);
    all.add(one);
    return all;
  }

  static boolean hasNamedPorts(NetworkPolicyView policy) {
    for (Direction side : Direction.values()) {
      for (NetworkPolicyView.Rule rule : rules(policy, side).orElse(List.of())) {
        if (rule.ports().stream().anyMatch(p -> p instanceof Port.Named)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String targetSet(ObjectKey policy, IpFamily family, Direction side) {
    String text = policy.namespace() + policy.name() + Names.familyText(family);
    return Names.set(family, "KUBE-" + side.target + "-" + Names.hash16(text));
  }

  private static String peerSet(
      ObjectKey policy, IpFamily family, Direction side, int rule, String kind) {
    String text =
        policy.namespace()
            + policy.name()
            + side.word
            + "rule"
            + rule
            + Names.familyText(family)
            + kind;
    return Names.set(family, "KUBE-" + side.peer + "-" + Names.hash16(text));
  }

  private static String namedPortSet(
      ObjectKey policy, IpFamily family, Direction side, int rule, String port) {
    String text =
        policy.namespace()
            + policy.name()
            + side.word
            + "rule"
            + rule
            + port
            + Names.familyText(family)
            + "namedport";
    return Names.set(family, "KUBE-DST-" + Names.hash16(text));
  }

  /**
   * Translates one policy.
   *
   * @param members the pods of a group, needed where a policy names ports
   */
  Translation translate(NetworkPolicyView policy, Function<String, List<PodView>> members) {
    List<Item> items = new ArrayList<>();
    for (IpFamily family : families) {
      for (Direction side : Direction.values()) {
        Optional<List<NetworkPolicyView.Rule>> rules = rules(policy, side);
        if (rules.isPresent()) {
          String target = targetSet(policy.key(), family, side);
          items.add(new Item.IpSet(family, target, "hash:ip"));
          List<Rule> chain = new ArrayList<>();
          for (int i = 0; i < rules.get().size(); i++) {
            new RuleWork(policy, family, side, i, rules.get().get(i), target, members, items, chain)
                .emit();
          }
          ChainKey key = new ChainKey(family, "filter", chain(policy.key(), family, side));
          items.add(new Item.ChainPart(key, 1, "rules", chain));
        }
      }
    }
    return new Translation(items, List.of());
  }

  /** Emits one rule of a policy for one family. */
  private record RuleWork(
      NetworkPolicyView policy,
      IpFamily family,
      Direction side,
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
        String set = peerSet(policy.key(), family, side, index, "pod");
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
        String set = peerSet(policy.key(), family, side, index, "ipblock");
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
    private void named(
        String comment, Optional<String> peerSet, Port.Named named, String protocol) {
      String group =
          side == Direction.INGRESS
              ? targetGroup(policy.key())
              : peerGroup(policy.key(), side, index);
      Map<Integer, TreeSet<String>> byNumber = new TreeMap<>();
      for (PodView pod : members.apply(group)) {
        Optional<InetAddress> ip = PodTranslator.ip(pod, family);
        for (PodView.NamedPort port : pod.ports()) {
          if (ip.isPresent()
              && port.name().equals(named.name())
              && port.protocol().equalsIgnoreCase(named.protocol())) {
            byNumber
                .computeIfAbsent(port.port(), n -> new TreeSet<>())
                .add(IpText.format(ip.get()));
          }
        }
      }
      byNumber.forEach(
          (number, ips) -> {
            String text = named.name() + "/" + protocol + "/" + number;
            String set = namedPortSet(policy.key(), family, side, index, text);
            items.add(new Item.IpSet(family, set, "hash:ip"));
            ips.forEach(ip -> items.add(new Item.SetEntry(set, ip, false)));
            String match = " -p " + protocol + " --dport " + number;
            if (side == Direction.INGRESS) {
              pair(comment, peerSet, Optional.of(set), match);
            } else {
              pair(comment, Optional.of(set), Optional.of(target), match);
            }
          });
    }

    /** A logical allow: mark the packet, and leave the chain. */
    private void pair(
        String comment, Optional<String> peerSet, Optional<String> targetSet, String ports) {
      Optional<String> source = side == Direction.INGRESS ? peerSet : targetSet;
      Optional<String> destination = side == Direction.INGRESS ? targetSet : peerSet;
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
}
