package io.kuberouter.sync.translate;

import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.config.RouterOptions;
import io.kuberouter.sync.desired.Item;
import java.util.Optional;

/**
 * Routing on every node: the pods' bridge, settings, the CNI file, what the node itself announces,
 * its peers.
 */
final class RouterBaseTranslator {

  private final AgentOptions options;
  private final NodeFacts facts;
  private final String cniConf;
  private final BaseItems items;

  RouterBaseTranslator(AgentOptions options, NodeFacts facts, String cniConf, BaseItems items) {
    this.options = options;
    this.facts = facts;
    this.cniConf = cniConf;
    this.items = items;
  }

  void translate() {
    devicesAndSettings();
    facts.families().forEach(this::firewall);
  }

  private void devicesAndSettings() {
    RouterOptions router = options.router();
    items.module("br_netfilter");
    items.device("kube-bridge", "bridge", router.autoMtu() ? facts.mtu() : Optional.empty());
    items.sysctl("net/bridge/bridge-nf-call-iptables", "1");
    if (facts.families().contains(IpFamily.IPV6)) {
      items.sysctl("net/bridge/bridge-nf-call-ip6tables", "1");
    }
    if (options.common().enableIpv6()) {
      items.sysctl("net/ipv6/conf/all/disable_ipv6", "0");
    }
    if (router.enableCni()) {
      items.add(
          new Item.CniConf(
              cniConf, facts.podCidrs(), router.autoMtu() ? facts.mtu() : Optional.empty()));
    }
    for (Cidr cidr : facts.podCidrs()) {
      if (router.enableOverlay()) {
        items.add(new Item.PolicyRule(cidr.isIpv6(), Optional.of(cidr), 77, 0));
      }
      facts
          .ip(NodeFacts.familyOf(cidr))
          .ifPresent(
              ip ->
                  items.add(
                      new Item.BgpRoute(new Prefix(cidr.network(), cidr.length()), ip, false)));
    }
    new PeerTranslator(options, facts).translate().items().forEach(items::add);
  }

  private void firewall(IpFamily family) {
    String subnets = items.set(family, "kube-router-pod-subnets", "hash:net");
    String nodes = items.set(family, "kube-router-node-ips", "hash:ip");
    items.hook(
        family,
        "filter",
        "FORWARD",
        -4,
        BaseItems.comment(
                "allow outbound node port traffic on node interface with which node ip is"
                    + " associated")
            + " -o "
            + facts.device()
            + " -j ACCEPT");
    items.hook(
        family,
        "filter",
        "FORWARD",
        -3,
        BaseItems.comment("allow inbound traffic to pods") + " -o kube-bridge -j ACCEPT");
    items.hook(
        family,
        "filter",
        "FORWARD",
        -2,
        BaseItems.comment("allow outbound traffic from pods") + " -i kube-bridge -j ACCEPT");
    if (options.router().enablePodEgress()) {
      items.hook(
          family,
          "nat",
          "POSTROUTING",
          100,
          "-m set --match-set "
              + subnets
              + " src -m set ! --match-set "
              + subnets
              + " dst -m set ! --match-set "
              + nodes
              + " dst -j MASQUERADE"
              + ProxyBaseTranslator.RANDOM);
    }
  }
}
