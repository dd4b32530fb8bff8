package io.kuberouter.sync.translate;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.config.AgentOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Network policy on every node: the chains that all pods share, and the hooks that lead to them.
 */
final class PolicyBaseTranslator {

  private final AgentOptions options;
  private final NodeFacts facts;
  private final BaseItems items;

  PolicyBaseTranslator(AgentOptions options, NodeFacts facts, BaseItems items) {
    this.options = options;
    this.facts = facts;
    this.items = items;
  }

  void translate() {
    facts.families().forEach(this::chains);
  }

  private void chains(IpFamily family) {
    List<String> common = new ArrayList<>();
    common.add(
        "-m comment --comment \"\\\"rule to drop invalid state for pod\\\"\""
            + " -m conntrack --ctstate INVALID -j DROP");
    common.add(
        "-m comment --comment \"\\\"rule for stateful firewall for pod\\\"\""
            + " -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT");
    common.addAll(BaseItems.icmpAccepts(family));
    items.chain(family, "filter", Names.COMMON, 0, common);
    items.chain(
        family,
        "filter",
        Names.DEFAULT,
        0,
        List.of(
            BaseItems.comment("rule to mark traffic matching a network policy")
                + " -j MARK --set-xmark 0x10000/0x10000"));
    items.chain(family, "filter", Names.TAIL, 0, tail(family));
    items.chain(family, "filter", Names.INPUT, 0, serviceReturns(family));
    for (String top : List.of(Names.INPUT, Names.FORWARD, Names.OUTPUT)) {
      items.chain(
          family,
          "filter",
          top,
          2,
          List.of(
              BaseItems.comment(
                      "rule to explicitly handle traffic for network policies ACCEPT/REJECT"
                          + " decision")
                  + " -j "
                  + Names.TAIL,
              BaseItems.comment("rule to explicitly ACCEPT traffic that comply to network policies")
                  + " -m mark --mark 0x20000/0x20000 -j ACCEPT"));
      String builtin = top.substring("KUBE-ROUTER-".length());
      items.hook(
          family,
          "filter",
          builtin,
          -10,
          withId(builtin, "-m comment --comment ", "kube-router netpol", " -j " + top));
    }
  }

  private List<String> tail(IpFamily family) {
    List<String> specs = new ArrayList<>();
    List<Cidr> cidrs = options.policy().defaultDeny() ? facts.podCidrs(family) : List.of();
    String ready = BaseItems.comment("reject unprogrammed local pod (default-deny)");
    for (Cidr cidr : cidrs) {
      String pods = items.set(family, "kube-router-local-pods", "hash:ip");
      String match = ready + " -m set ! --match-set " + pods;
      specs.add("-s " + cidr + " " + match + " src -j REJECT");
      specs.add("-d " + cidr + " " + match + " dst -j REJECT");
    }
    specs.add(BaseItems.comment("accept netpol-ok") + " -m mark --mark 0x20000/0x20000 -j ACCEPT");
    for (Cidr cidr : cidrs) {
      String reject = " " + BaseItems.comment("reject pre-netpol (default-deny)") + " -j REJECT";
      specs.add("-s " + cidr + reject);
      specs.add("-d " + cidr + reject);
    }
    return specs;
  }

  /** Traffic to service addresses is judged after IPVS has chosen the pod, not here. */
  private List<String> serviceReturns(IpFamily family) {
    List<String> specs = new ArrayList<>();
    for (Cidr cidr : ofFamily(options.common().serviceClusterIpRanges(), family)) {
      specs.add(
          withId(
              Names.INPUT,
              "-m comment --comment ",
              "allow traffic to primary/secondary cluster IP range",
              " -d " + cidr + " -j RETURN"));
    }
    String ports = options.common().firstNodePort() + ":" + options.common().lastNodePort();
    for (String protocol : List.of("tcp", "udp", "sctp")) {
      specs.add(
          withId(
              Names.INPUT,
              "-p " + protocol + " -m comment --comment ",
              "allow LOCAL " + protocol.toUpperCase(Locale.ROOT) + " traffic to node ports",
              " -m addrtype --dst-type LOCAL -m multiport --dports " + ports + " -j RETURN"));
    }
    for (Cidr cidr : ofFamily(options.common().serviceExternalIpRanges(), family)) {
      specs.add(
          withId(
              Names.INPUT,
              "-m comment --comment ",
              "allow traffic to external IP range: " + cidr,
              " -d " + cidr + " -j RETURN"));
    }
    for (Cidr cidr : ofFamily(options.common().loadBalancerIpRanges(), family)) {
      specs.add(
          withId(
              Names.INPUT,
              "-m comment --comment ",
              "allow traffic to load balancer IP range: " + cidr,
              " -d " + cidr + " -j RETURN"));
    }
    return specs;
  }

  /** The comment carries a hash of the rule's words, by which the original knows its own rules. */
  private static String withId(String chain, String before, String comment, String after) {
    String words = (before + "\n" + after).replace("\n", "").replace(" ", "");
    int split = before.replace(" ", "").length();
    String id = Names.hash16(chain + words.substring(0, split) + comment + words.substring(split));
    return before + Rules.quote(comment + " - " + id) + after;
  }

  private static List<Cidr> ofFamily(List<Cidr> cidrs, IpFamily family) {
    return cidrs.stream().filter(c -> NodeFacts.familyOf(c) == family).toList();
  }
}
