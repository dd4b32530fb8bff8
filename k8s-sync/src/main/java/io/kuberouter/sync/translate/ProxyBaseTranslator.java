package io.kuberouter.sync.translate;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.ipvs.IpvsTimeouts;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.desired.Item;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The service proxy on every node: settings, the sets and chain of service addresses, source NAT.
 */
final class ProxyBaseTranslator {

  static final String RANDOM = " --random-fully";

  private final AgentOptions options;
  private final NodeFacts facts;
  private final BaseItems items;

  ProxyBaseTranslator(AgentOptions options, NodeFacts facts, BaseItems items) {
    this.options = options;
    this.facts = facts;
    this.items = items;
  }

  void translate() {
    settings();
    facts.families().forEach(this::firewall);
    facts.families().forEach(this::sourceNat);
  }

  private void settings() {
    items.module("ip_vs");
    items.device(ServiceTranslator.DUMMY, "dummy", Optional.empty());
    items.sysctl("net/ipv4/vs/conntrack", "1");
    items.sysctl("net/ipv4/vs/expire_nodest_conn", "1");
    items.sysctl("net/ipv4/vs/expire_quiescent_template", "1");
    items.sysctl("net/ipv4/vs/conn_reuse_mode", "0");
    items.sysctl("net/ipv4/conf/all/arp_ignore", "1");
    items.sysctl("net/ipv4/conf/all/arp_announce", "2");
    if (facts.families().contains(IpFamily.IPV4)) {
      for (String device : List.of("all", "kube-bridge", ServiceTranslator.DUMMY, facts.device())) {
        items.add(new Item.Sysctl("net/ipv4/conf/" + device + "/rp_filter", "2", Optional.of("1")));
      }
    }
    IpvsTimeouts timeouts =
        new IpvsTimeouts(
            seconds(options.proxy().tcpTimeout()),
            seconds(options.proxy().tcpFinTimeout()),
            seconds(options.proxy().udpTimeout()));
    if (timeouts.tcpSeconds() + timeouts.tcpFinSeconds() + timeouts.udpSeconds() > 0) {
      items.add(new Item.Timeouts(timeouts));
    }
  }

  private static int seconds(Duration duration) {
    return (int) duration.toSeconds();
  }

  private void firewall(IpFamily family) {
    String local = items.set(family, "kube-router-local-ips", "hash:ip");
    String vips = items.set(family, "kube-router-svip", "hash:ip");
    String ports = items.set(family, "kube-router-svip-prt", "hash:ip,port");
    facts.localIps().stream()
        .filter(a -> NodeFacts.familyOf(a) == family)
        .forEach(a -> items.add(new Item.SetEntry(local, IpText.format(a), false)));
    List<String> specs = new ArrayList<>();
    if (options.proxy().permitAll()) {
      specs.addAll(BaseItems.icmpAccepts(family));
      specs.add(
          BaseItems.comment("allow input traffic to ipvs services")
              + " -m set --match-set "
              + ports
              + " dst,dst -j ACCEPT");
      specs.add(
          BaseItems.comment("reject all unexpected traffic to service IPs")
              + " -m set ! --match-set "
              + local
              + " dst -j REJECT");
      items.hook(
          family,
          "filter",
          "INPUT",
          -5,
          BaseItems.comment("handle traffic to IPVS service IPs in custom chain")
              + " -m set --match-set "
              + vips
              + " dst -j "
              + Names.SERVICES);
    }
    items.chain(family, "filter", Names.SERVICES, 0, specs);
  }

  private void sourceNat(IpFamily family) {
    Optional<InetAddress> ip = facts.ip(family);
    if (ip.isEmpty()) {
      return;
    }
    String nat = " -j SNAT --to-source " + IpText.format(ip.get()) + RANDOM;
    String proxied = "-m ipvs --ipvs --vdir ORIGINAL --vmethod MASQ -m comment --comment \"\"";
    if (options.proxy().masqueradeAll()) {
      items.hook(family, "nat", "POSTROUTING", 10, proxied + nat);
    }
    if (options.common().runRouter()) {
      int rank = 20;
      for (Cidr cidr : facts.podCidrs(family)) {
        String foreign = "! -s " + cidr + " ! -d " + cidr + " ";
        items.hook(family, "nat", "POSTROUTING", rank++, foreign + proxied + nat);
      }
    }
  }
}
