package io.kuberouter.sync.translate;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.sync.cluster.LabelSelector;
import io.kuberouter.sync.cluster.NetworkPolicyView;
import io.kuberouter.sync.cluster.NetworkPolicyView.Peer;
import io.kuberouter.sync.cluster.NetworkPolicyView.Port;
import io.kuberouter.sync.cluster.PodView;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A NetworkPolicy → its chains, its sets and the groups whose pods fill them. The members of a set
 * are asked for by the pods, so that a pod's coming and going leaves the chains alone.
 */
final class PolicyTranslator {

  private final List<IpFamily> families;

  PolicyTranslator(List<IpFamily> families) {
    this.families = families;
  }

  static Optional<List<NetworkPolicyView.Rule>> rules(NetworkPolicyView policy, PolicySide side) {
    return side == PolicySide.INGRESS ? policy.ingress() : policy.egress();
  }

  /** A set that a group's pods belong to. */
  record Membership(IpFamily family, String set) {}

  /** {@return the groups that the policy needs, with the pods that they choose} */
  Map<String, List<PodSelection>> groups(NetworkPolicyView policy) {
    Map<String, List<PodSelection>> groups = new LinkedHashMap<>();
    String namespace = policy.key().namespace();
    groups.put(
        PolicyNames.targetGroup(policy.key()),
        List.of(PodSelection.in(namespace, policy.podSelector())));
    for (PolicySide side : PolicySide.values()) {
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
            && side == PolicySide.EGRESS
            && rules.get(i).ports().stream().anyMatch(p -> p instanceof Port.Named)) {
          selections.add(PodSelection.across(LabelSelector.ALL, LabelSelector.ALL));
        }
        if (!selections.isEmpty()) {
          groups.put(PolicyNames.peerGroup(policy.key(), side, i), selections);
        }
      }
    }
    return groups;
  }

  /** {@return the sets that each group's pods belong to} */
  Map<String, List<Membership>> memberships(NetworkPolicyView policy, PolicyNames names) {
    Map<String, List<Membership>> sets = new LinkedHashMap<>();
    for (IpFamily family : families) {
      for (PolicySide side : PolicySide.values()) {
        List<NetworkPolicyView.Rule> rules = rules(policy, side).orElse(List.of());
        if (rules(policy, side).isPresent()) {
          sets.computeIfAbsent(PolicyNames.targetGroup(policy.key()), g -> new ArrayList<>())
              .add(new Membership(family, names.targetSet(family, side)));
        }
        for (int i = 0; i < rules.size(); i++) {
          if (rules.get(i).peers().stream().anyMatch(p -> p instanceof Peer.Pods)) {
            sets.put(
                PolicyNames.peerGroup(policy.key(), side, i),
                append(
                    sets.get(PolicyNames.peerGroup(policy.key(), side, i)),
                    new Membership(family, names.peerSet(family, side, i, "pod"))));
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
    for (PolicySide side : PolicySide.values()) {
      for (NetworkPolicyView.Rule rule : rules(policy, side).orElse(List.of())) {
        if (rule.ports().stream().anyMatch(p -> p instanceof Port.Named)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Translates one policy.
   *
   * @param members the pods of a group, needed where a policy names ports
   */
  Translation translate(
      NetworkPolicyView policy, PolicyNames names, Function<String, List<PodView>> members) {
    List<Item> items = new ArrayList<>();
    for (IpFamily family : families) {
      for (PolicySide side : PolicySide.values()) {
        Optional<List<NetworkPolicyView.Rule>> rules = rules(policy, side);
        if (rules.isPresent()) {
          String target = names.targetSet(family, side);
          items.add(new Item.IpSet(family, target, "hash:ip"));
          List<Rule> chain = new ArrayList<>();
          for (int i = 0; i < rules.get().size(); i++) {
            new PolicyRuleTranslator(
                    policy,
                    names,
                    family,
                    side,
                    i,
                    rules.get().get(i),
                    target,
                    members,
                    items,
                    chain)
                .emit();
          }
          ChainKey key =
              new ChainKey(family, "filter", PolicyNames.chain(policy.key(), family, side));
          items.add(new Item.ChainPart(key, 1, "rules", chain));
        }
      }
    }
    return new Translation(items, List.of());
  }
}
