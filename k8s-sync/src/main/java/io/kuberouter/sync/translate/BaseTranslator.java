package io.kuberouter.sync.translate;

import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.ipvs.IpvsTimeouts;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.config.RouterOptions;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.Item;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What every node carries, whatever the cluster holds: devices, settings, chains, hooks. */
final class BaseTranslator {

  private static final String RANDOM = " --random-fully";

  private final AgentOptions options;
  private final NodeFacts facts;
  private final String cniConf;
  private final List<Item> items = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  BaseTranslator(AgentOptions options, NodeFacts facts, String cniConf) {
    this.options = options;
    this.facts = facts;
    this.cniConf = cniConf;
  }

  Translation translate() {
    if (options.common().runServiceProxy()) {
      proxySettings();
      facts.families().forEach(this::proxyFirewall);
      facts.families().forEach(this::sourceNat);
    }
    if (options.common().runFirewall()) {
      facts.families().forEach(this::policyChains);
    }
    if (options.common().runRouter()) {
      router();
      facts.families().forEach(this::routerFirewall);
    }
    return new Translation(items, notes);
  }

  // ---- service proxy

  private void proxySettings() {
    items.add(device(ServiceTranslator.DUMMY, "dummy", Optional.empty()));
    sysctl("net/ipv4/vs/conntrack", "1");
    sysctl("net/ipv4/vs/expire_nodest_conn", "1");
    sysctl("net/ipv4/vs/expire_quiescent_template", "1");
    sysctl("net/ipv4/vs/conn_reuse_mode", "0");
    sysctl("net/ipv4/conf/all/arp_ignore", "1");
    sysctl("net/ipv4/conf/all/arp_announce", "2");
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

  private void proxyFirewall(IpFamily family) {
    String local = set(family, "kube-router-local-ips", "hash:ip");
    String vips = set(family, "kube-router-svip", "hash:ip");
    String ports = set(family, "kube-router-svip-prt", "hash:ip,port");
    facts.localIps().stream()
        .filter(a -> NodeFacts.familyOf(a) == family)
        .forEach(a -> items.add(new Item.SetEntry(local, IpText.format(a), false)));
    List<String> specs = new ArrayList<>();
    if (options.proxy().permitAll()) {
      specs.addAll(icmpAccepts(family));
      specs.add(
          comment("allow input traffic to ipvs services")
              + " -m set --match-set "
              + ports
              + " dst,dst -j ACCEPT");
      specs.add(
          comment("reject all unexpected traffic to service IPs")
              + " -m set ! --match-set "
              + local
              + " dst -j REJECT");
      hook(
          family,
          "filter",
          "INPUT",
          -5,
          comment("handle traffic to IPVS service IPs in custom chain")
              + " -m set --match-set "
              + vips
              + " dst -j "
              + Names.SERVICES);
    }
    chain(family, "filter", Names.SERVICES, 0, specs);
  }

  private static List<String> icmpAccepts(IpFamily family) {
    boolean six = family == IpFamily.IPV6;
    String match = six ? " -p ipv6-icmp --icmpv6-type " : " -p icmp --icmp-type ";
    List<String> specs = new ArrayList<>();
    specs.add(accept("echo requests", match, "echo-request"));
    specs.add(accept("destination unreachable messages", match, "destination-unreachable"));
    specs.add(accept("time exceeded messages", match, "time-exceeded"));
    if (six) {
      specs.add(accept("neighbor solicitation messages", match, "neighbor-solicitation"));
      specs.add(accept("neighbor advertisement messages", match, "neighbor-advertisement"));
      specs.add(accept("echo reply messages", match, "echo-reply"));
    }
    return specs;
  }

  private static String accept(String what, String match, String type) {
    return comment("allow icmp " + what) + match + type + " -j ACCEPT";
  }

  private void sourceNat(IpFamily family) {
    Optional<InetAddress> ip = facts.ip(family);
    if (ip.isEmpty()) {
      return;
    }
    String nat = " -j SNAT --to-source " + IpText.format(ip.get()) + RANDOM;
    String proxied = "-m ipvs --ipvs --vdir ORIGINAL --vmethod MASQ -m comment --comment \"\"";
    if (options.proxy().masqueradeAll()) {
      hook(family, "nat", "POSTROUTING", 10, proxied + nat);
    }
    if (options.common().runRouter()) {
      int rank = 20;
      for (Cidr cidr : facts.podCidrs(family)) {
        String foreign = "! -s " + cidr + " ! -d " + cidr + " ";
        hook(family, "nat", "POSTROUTING", rank++, foreign + proxied + nat);
      }
    }
  }

  // ---- network policy

  private void policyChains(IpFamily family) {
    List<String> common = new ArrayList<>();
    common.add(
        "-m comment --comment \"\\\"rule to drop invalid state for pod\\\"\""
            + " -m conntrack --ctstate INVALID -j DROP");
    common.add(
        "-m comment --comment \"\\\"rule for stateful firewall for pod\\\"\""
            + " -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT");
    common.addAll(icmpAccepts(family));
    chain(family, "filter", Names.COMMON, 0, common);
    chain(
        family,
        "filter",
        Names.DEFAULT,
        0,
        List.of(
            comment("rule to mark traffic matching a network policy")
                + " -j MARK --set-xmark 0x10000/0x10000"));
    chain(family, "filter", Names.TAIL, 0, tail(family));
    chain(family, "filter", Names.INPUT, 0, serviceReturns(family));
    for (String top : List.of(Names.INPUT, Names.FORWARD, Names.OUTPUT)) {
      chain(
          family,
          "filter",
          top,
          2,
          List.of(
              comment(
                      "rule to explicitly handle traffic for network policies ACCEPT/REJECT"
                          + " decision")
                  + " -j "
                  + Names.TAIL,
              comment("rule to explicitly ACCEPT traffic that comply to network policies")
                  + " -m mark --mark 0x20000/0x20000 -j ACCEPT"));
      String builtin = top.substring("KUBE-ROUTER-".length());
      hook(
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
    String ready = comment("reject unprogrammed local pod (default-deny)");
    for (Cidr cidr : cidrs) {
      String pods = set(family, "kube-router-local-pods", "hash:ip");
      String match = ready + " -m set ! --match-set " + pods;
      specs.add("-s " + cidr + " " + match + " src -j REJECT");
      specs.add("-d " + cidr + " " + match + " dst -j REJECT");
    }
    specs.add(comment("accept netpol-ok") + " -m mark --mark 0x20000/0x20000 -j ACCEPT");
    for (Cidr cidr : cidrs) {
      String reject = " " + comment("reject pre-netpol (default-deny)") + " -j REJECT";
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
              "allow LOCAL "
                  + protocol.toUpperCase(java.util.Locale.ROOT)
                  + " traffic to node ports",
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

  // ---- routing

  private void router() {
    RouterOptions router = options.router();
    items.add(device("kube-bridge", "bridge", router.autoMtu() ? facts.mtu() : Optional.empty()));
    sysctl("net/bridge/bridge-nf-call-iptables", "1");
    if (facts.families().contains(IpFamily.IPV6)) {
      sysctl("net/bridge/bridge-nf-call-ip6tables", "1");
    }
    if (options.common().enableIpv6()) {
      sysctl("net/ipv6/conf/all/disable_ipv6", "0");
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
                      new Item.BgpRoute(
                          new io.kuberouter.bgp.number.Prefix(cidr.network(), cidr.length()),
                          ip,
                          false)));
    }
    for (RouterOptions.Peer peer : router.peers()) {
      items.add(new Item.BgpPeer(externalPeer(peer), true));
    }
  }

  private PeerConfig externalPeer(RouterOptions.Peer peer) {
    PeerConfig.Builder builder =
        PeerConfig.builder(peer.address(), peer.asn())
            .port(peer.port())
            .holdTime(options.router().bgpHoldTime())
            .ipv4(facts.families().contains(IpFamily.IPV4))
            .ipv6(facts.families().contains(IpFamily.IPV6));
    facts.ip(NodeFacts.familyOf(peer.address())).ifPresent(builder::localAddress);
    if (options.router().gracefulRestart()) {
      builder.gracefulRestart(options.router().gracefulRestartTime());
    }
    return builder.build();
  }

  private void routerFirewall(IpFamily family) {
    String subnets = set(family, "kube-router-pod-subnets", "hash:net");
    String nodes = set(family, "kube-router-node-ips", "hash:ip");
    hook(
        family,
        "filter",
        "FORWARD",
        -4,
        comment(
                "allow outbound node port traffic on node interface with which node ip is associated")
            + " -o "
            + facts.device()
            + " -j ACCEPT");
    hook(
        family,
        "filter",
        "FORWARD",
        -3,
        comment("allow inbound traffic to pods") + " -o kube-bridge -j ACCEPT");
    hook(
        family,
        "filter",
        "FORWARD",
        -2,
        comment("allow outbound traffic from pods") + " -i kube-bridge -j ACCEPT");
    if (options.router().enablePodEgress()) {
      hook(
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
              + RANDOM);
    }
  }

  // ---- parts

  private static Item.Device device(String name, String kind, Optional<Integer> mtu) {
    return new Item.Device(name, kind, mtu, Optional.empty(), Optional.empty());
  }

  private void sysctl(String path, String value) {
    items.add(new Item.Sysctl(path, value, Optional.empty()));
  }

  private String set(IpFamily family, String name, String type) {
    String full = Names.set(family, name);
    items.add(new Item.IpSet(family, full, type));
    return full;
  }

  private void chain(IpFamily family, String table, String chain, int order, List<String> specs) {
    List<Rule> rules = specs.stream().map(s -> Rules.parse(family, s)).toList();
    items.add(new Item.ChainPart(new ChainKey(family, table, chain), order, "base", rules));
  }

  private void hook(IpFamily family, String table, String chain, int rank, String spec) {
    items.add(
        new Item.HookRule(new ChainKey(family, table, chain), rank, Rules.parse(family, spec)));
  }

  private static String comment(String text) {
    return "-m comment --comment " + Rules.quote(text);
  }
}
