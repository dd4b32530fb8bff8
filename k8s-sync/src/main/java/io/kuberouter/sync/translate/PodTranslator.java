package io.kuberouter.sync.translate;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.NetworkPolicyView;
import io.kuberouter.sync.cluster.PodView;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.translate.PolicyTranslator.Membership;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A pod → its place in the policies' sets and, on its own node, its firewall chain. */
final class PodTranslator {

  /** Takes the mark of an allowed packet away. */
  private static final String UNDECIDED = "-j MARK --set-mark 0/0x10000";

  private final NodeFacts facts;
  private final boolean defaultDeny;

  PodTranslator(NodeFacts facts, boolean defaultDeny) {
    this.facts = facts;
    this.defaultDeny = defaultDeny;
  }

  /** {@return the pod's first address of a family} */
  static Optional<InetAddress> ip(PodView pod, IpFamily family) {
    for (String text : pod.podIps()) {
      try {
        InetAddress address = IpText.parse(text);
        if (NodeFacts.familyOf(address) == family) {
          return Optional.of(address);
        }
      } catch (IllegalArgumentException ignored) {
        // noted once by translate
      }
    }
    return Optional.empty();
  }

  /**
   * Translates one pod.
   *
   * @param memberships the sets that it belongs to
   * @param policies the policies that choose it, in order of their names
   */
  Translation translate(
      PodView pod, Collection<Membership> memberships, List<NetworkPolicyView> policies) {
    if (!pod.actionable()) {
      return Translation.NONE;
    }
    List<Item> items = new ArrayList<>();
    List<Note> notes = new ArrayList<>();
    for (String text : pod.podIps()) {
      try {
        IpText.parse(text);
      } catch (IllegalArgumentException e) {
        notes.add(new Note(pod.key().toString(), "address left out: " + e.getMessage()));
      }
    }
    for (Membership membership : memberships) {
      ip(pod, membership.family())
          .ifPresent(
              ip -> items.add(new Item.SetEntry(membership.set(), IpText.format(ip), false)));
    }
    if (isLocal(pod)) {
      for (IpFamily family : facts.families()) {
        ip(pod, family).ifPresent(ip -> firewall(pod, family, ip, policies, items));
      }
    }
    return new Translation(items, notes);
  }

  private boolean isLocal(PodView pod) {
    if (pod.nodeName().equals(facts.name())) {
      return true;
    }
    try {
      return !pod.hostIp().isEmpty() && facts.isOwn(IpText.parse(pod.hostIp()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void firewall(
      PodView pod,
      IpFamily family,
      InetAddress address,
      List<NetworkPolicyView> policies,
      List<Item> items) {
    String ip = IpText.format(address);
    String name = pod.key().namespace() + "/" + pod.key().name();
    String chain = Names.POD_PREFIX + Names.hash16(name);
    List<String> specs = new ArrayList<>();
    specs.add("-m comment --comment \"common netpol rules\" -j " + Names.COMMON);
    specs.add(
        "-m comment --comment \"from local node\" -d "
            + ip
            + " -m addrtype --src-type LOCAL -j ACCEPT");
    specs.add(
        "-m comment --comment \"to local node\" -s "
            + ip
            + " -m addrtype --dst-type LOCAL -j ACCEPT");
    specs.add(UNDECIDED); // whatever somebody else has marked
    if (policies.stream().noneMatch(p -> p.egress().isPresent())) {
      specs.add("-m comment --comment \"default egress\" -s " + ip + " -j " + Names.DEFAULT);
    }
    if (policies.stream().noneMatch(p -> p.ingress().isPresent())) {
      specs.add("-m comment --comment \"default ingress\" -d " + ip + " -j " + Names.DEFAULT);
    }
    for (NetworkPolicyView policy : policies) {
      String comment =
          "-m comment --comment "
              + Rules.about(policy.key().namespace() + "/" + policy.key().name(), "policy");
      for (PolicySide side : PolicySide.values()) {
        if (PolicyTranslator.rules(policy, side).isPresent()) {
          specs.add(
              comment
                  + (side == PolicySide.INGRESS ? " -d " : " -s ")
                  + ip
                  + " -j "
                  + PolicyNames.chain(policy.key(), family, side));
        }
      }
    }
    String undecided = " -m mark ! --mark 0x10000/0x10000";
    specs.add(
        "-m comment --comment "
            + Rules.about(name, "log-drop")
            + undecided
            + " -m limit --limit 10/minute --limit-burst 10 -j NFLOG --nflog-group 100");
    specs.add("-m comment --comment " + Rules.about(name, "reject") + undecided + " -j REJECT");
    specs.add(UNDECIDED);
    specs.add("-m comment --comment \"set netpol-ok mark\" -j MARK --set-mark 0x20000/0x20000");
    List<Rule> rules = specs.stream().map(s -> Rules.parse(family, s)).toList();
    items.add(new Item.ChainPart(new ChainKey(family, "filter", chain), 1, "rules", rules));
    jumps(family, ip, name, chain, items);
    if (defaultDeny) {
      items.add(new Item.SetEntry(Names.set(family, "kube-router-local-pods"), ip, false));
    }
  }

  private static void jumps(
      IpFamily family, String ip, String name, String chain, List<Item> items) {
    String in = " -m comment --comment " + Rules.about(name, "in") + " -j " + chain;
    String out = " -m comment --comment " + Rules.about(name, "out") + " -j " + chain;
    String bridged = " -m physdev --physdev-is-bridged";
    jump(
        family,
        Names.FORWARD,
        name,
        List.of(
            "-d " + ip + in,
            "-d " + ip + bridged + in,
            "-s " + ip + out,
            "-s " + ip + bridged + out),
        items);
    jump(family, Names.OUTPUT, name, List.of("-d " + ip + in, "-s " + ip + out), items);
    jump(family, Names.INPUT, name, List.of("-s " + ip + out), items);
  }

  private static void jump(
      IpFamily family, String chain, String name, List<String> specs, List<Item> items) {
    items.add(
        new Item.ChainPart(
            new ChainKey(family, "filter", chain),
            1,
            name,
            specs.stream().map(s -> Rules.parse(family, s)).toList()));
  }
}
