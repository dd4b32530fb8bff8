package io.kuberouter.sync.translate;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.ipvs.Netmask;
import io.kuberouter.ipvs.Protocol;
import io.kuberouter.ipvs.RealServer;
import io.kuberouter.ipvs.ServiceFlag;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.VirtualService;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.EndpointSliceView;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.ServiceView;
import io.kuberouter.sync.cluster.ServiceView.ServicePort;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.Item;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A Service with its slices → IPVS services and servers, addresses, set entries, hairpin rules. */
final class ServiceTranslator {

  static final String DUMMY = "kube-dummy-if";
  private static final String SCHEDULER = "kube-router.io/service.scheduler";
  private static final String SCHED_FLAGS = "kube-router.io/service.schedflags";
  private static final String LOCAL = "kube-router.io/service.local";
  private static final String DSR = "kube-router.io/service.dsr";
  private static final String HAIRPIN = "kube-router.io/service.hairpin";
  private static final String HAIRPIN_EXTERNAL = "kube-router.io/service.hairpin.externalips";
  private static final Set<String> SCHEDULERS = Set.of("rr", "lc", "dh", "sh", "mh");

  private final AgentOptions options;
  private final NodeFacts facts;
  private final ServiceIpFilter filter;

  ServiceTranslator(AgentOptions options, NodeFacts facts) {
    this.options = options;
    this.facts = facts;
    this.filter = new ServiceIpFilter(options.common());
  }

  /** One server of a Service port: where, whether on this node, and whether its pod is ending. */
  private record Server(InetAddress address, int port, boolean local, boolean terminating) {

    /** {@return the one server that two endpoints of this address and port are} */
    Server and(Server other) {
      return new Server(address, port, local || other.local, terminating && other.terminating);
    }
  }

  /** What a virtual service is for: decides which policy and which devices apply. */
  private enum Kind {
    CLUSTER,
    NODE_PORT,
    EXTERNAL
  }

  /**
   * Translates one Service.
   *
   * @param mine tells whether this Service, not another, owns an address and port
   */
  Translation translate(
      ServiceView service, Collection<EndpointSliceView> slices, Predicate<ServiceKey> mine) {
    if (!ServiceAddresses.isHandled(service)) {
      return Translation.NONE;
    }
    Work work = new Work(service, mine);
    ServiceAddresses addresses = ServiceAddresses.of(service, filter, work::note);
    Scheduling scheduling = scheduling(service, work);
    Annotations.tellUnusedOfService(service.annotations().keySet(), work::note);
    if (service.annotations().containsKey(DSR)) {
      work.note("direct server return is not supported yet; external addresses use NAT");
    }
    boolean override = "true".equals(service.annotations().get(LOCAL));
    boolean internalLocal = service.internalPolicyLocal() && !override;
    boolean externalLocal = service.externalPolicyLocal() || override;
    for (ServicePort port : service.ports()) {
      Protocol protocol = protocol(port, work);
      if (protocol == null) {
        continue;
      }
      List<Server> servers = servers(port, slices, work);
      List<Server> localServers = servers.stream().filter(Server::local).toList();
      List<Server> internal = internalLocal ? localServers : servers;
      List<Server> external = externalLocal ? localServers : servers;
      if (!internalLocal || !localServers.isEmpty()) {
        for (InetAddress ip : addresses.cluster()) {
          work.serve(Kind.CLUSTER, ip, protocol, port.port(), internal, scheduling);
        }
      }
      if (!externalLocal || !localServers.isEmpty()) {
        if (port.nodePort() != 0) {
          for (InetAddress ip : nodePortAddresses(addresses.cluster())) {
            work.serve(Kind.NODE_PORT, ip, protocol, port.nodePort(), external, scheduling);
          }
        }
        Set<InetAddress> outside = new LinkedHashSet<>(addresses.external());
        outside.addAll(addresses.loadBalancer());
        for (InetAddress ip : outside) {
          work.serve(Kind.EXTERNAL, ip, protocol, port.port(), external, scheduling);
        }
      }
      hairpin(service, addresses, port, localServers, work);
    }
    return new Translation(work.items, work.notes);
  }

  /** {@return every address and port that the Service claims, whoever else does} */
  Set<ServiceKey> claims(ServiceView service, Collection<EndpointSliceView> slices) {
    Set<ServiceKey> keys = new LinkedHashSet<>();
    translate(
        service,
        slices,
        key -> {
          keys.add(key);
          return false;
        });
    return keys;
  }

  private @org.jspecify.annotations.Nullable Protocol protocol(ServicePort port, Work work) {
    try {
      return Protocol.parse(port.protocol());
    } catch (IllegalArgumentException e) {
      work.note("port " + port.port() + " left out: protocol " + port.protocol());
      return null;
    }
  }

  private record Scheduling(String scheduler, Set<ServiceFlag> flags, int timeout) {}

  private Scheduling scheduling(ServiceView service, Work work) {
    String wanted = service.annotations().getOrDefault(SCHEDULER, "rr");
    String scheduler = wanted;
    if (!SCHEDULERS.contains(wanted)) {
      work.note(
          "annotation "
              + SCHEDULER
              + ": no scheduler \""
              + wanted
              + "\" (rr, lc, dh, sh, mh); rr used");
      scheduler = "rr";
    }
    Set<ServiceFlag> flags = EnumSet.noneOf(ServiceFlag.class);
    String flagText = service.annotations().get(SCHED_FLAGS);
    if (flagText != null && scheduler.equals("mh")) {
      for (String token : flagText.split(",", -1)) {
        switch (token.trim()) {
          case "flag-1" -> flags.add(ServiceFlag.SCHEDULER_1);
          case "flag-2" -> flags.add(ServiceFlag.SCHEDULER_2);
          case "flag-3" -> flags.add(ServiceFlag.SCHEDULER_3);
          default -> work.note("annotation " + SCHED_FLAGS + ": no flag \"" + token.trim() + "\"");
        }
      }
    }
    int timeout = service.sessionAffinityTimeout().orElse(0);
    if (service.sessionAffinityTimeout().isPresent()) {
      flags.add(ServiceFlag.PERSISTENT);
    }
    return new Scheduling(scheduler, flags, timeout);
  }

  private List<Server> servers(ServicePort port, Collection<EndpointSliceView> slices, Work work) {
    Map<String, Server> servers = new LinkedHashMap<>();
    for (EndpointSliceView slice : slices) {
      if (slice.headless()
          || !(slice.addressType().equals("IPv4") || slice.addressType().equals("IPv6"))) {
        continue;
      }
      for (EndpointSliceView.SlicePort slicePort : slice.ports()) {
        if (!slicePort.name().equals(port.name())) {
          continue;
        }
        for (EndpointSliceView.Endpoint endpoint : slice.endpoints()) {
          if (!endpoint.ready() && !endpoint.serving()) {
            continue;
          }
          boolean local = ServiceAddresses.isLocal(endpoint, facts);
          for (String text : endpoint.addresses()) {
            try {
              InetAddress address = IpText.parse(text);
              servers.merge(
                  IpText.format(address) + " " + slicePort.port(),
                  new Server(address, slicePort.port(), local, endpoint.terminating()),
                  Server::and);
            } catch (IllegalArgumentException e) {
              work.note("endpoint of " + slice.key() + " left out: " + e.getMessage());
            }
          }
        }
      }
    }
    return List.copyOf(servers.values());
  }

  private List<InetAddress> nodePortAddresses(List<InetAddress> clusterIps) {
    List<InetAddress> all = new ArrayList<>();
    for (IpFamily family : facts.families()) {
      if (clusterIps.stream().noneMatch(a -> NodeFacts.familyOf(a) == family)) {
        continue;
      }
      if (options.proxy().nodePortBindOnAllIp()) {
        facts.localIps().stream()
            .filter(a -> NodeFacts.familyOf(a) == family && !a.isLinkLocalAddress())
            .forEach(all::add);
      } else {
        facts.ip(family).ifPresent(all::add);
      }
    }
    return all;
  }

  private void hairpin(
      ServiceView service,
      ServiceAddresses addresses,
      ServicePort port,
      List<Server> localServers,
      Work work) {
    if (!options.proxy().hairpinMode() && !service.annotations().containsKey(HAIRPIN)) {
      return;
    }
    boolean external = service.annotations().containsKey(HAIRPIN_EXTERNAL);
    for (Server server : localServers) {
      IpFamily family = NodeFacts.familyOf(server.address());
      if (!facts.families().contains(family)
          || addresses.cluster().stream().noneMatch(a -> NodeFacts.familyOf(a) == family)) {
        continue;
      }
      for (InetAddress ip : addresses.cluster()) {
        work.hairpinRule(server, ip, port.port());
      }
      if (external) {
        for (InetAddress ip : addresses.external()) {
          work.hairpinRule(server, ip, port.port());
        }
      }
      if (port.nodePort() != 0) {
        for (InetAddress ip : facts.ips(family)) {
          work.hairpinRule(server, ip, port.nodePort());
        }
      }
    }
  }

  /** Collects the items of one Service. */
  private final class Work {
    final ServiceView service;
    final Predicate<ServiceKey> mine;
    final List<Item> items = new ArrayList<>();
    final List<Note> notes = new ArrayList<>();

    Work(ServiceView service, Predicate<ServiceKey> mine) {
      this.service = service;
      this.mine = mine;
    }

    void note(String text) {
      notes.add(new Note(service.key().toString(), text));
    }

    void serve(
        Kind kind,
        InetAddress ip,
        Protocol protocol,
        int port,
        List<Server> servers,
        Scheduling scheduling) {
      IpFamily family = NodeFacts.familyOf(ip);
      Optional<InetAddress> nodeIp = facts.ip(family);
      if (nodeIp.isEmpty()) {
        return;
      }
      ServiceKey key = new ServiceKey.ByAddress(ip, protocol, port);
      if (!mine.test(key)) {
        note(key + " left out: an older Service has it");
        return;
      }
      int whole = family == IpFamily.IPV6 ? 128 : 32;
      items.add(
          new Item.IpvsService(
              new VirtualService(
                  key,
                  scheduling.scheduler(),
                  scheduling.flags(),
                  scheduling.timeout(),
                  Netmask.whole(key.ipv6()),
                  Optional.empty())));
      List<Server> sameFamily =
          servers.stream().filter(s -> NodeFacts.familyOf(s.address()) == family).toList();
      // as in the Kubernetes API: an ending pod gets new connections only where no other is left
      boolean lastResort = sameFamily.stream().allMatch(Server::terminating);
      for (Server server : sameFamily) {
        int weight = server.terminating() && !lastResort ? 0 : 1;
        items.add(
            new Item.IpvsServer(
                key, RealServer.masquerade(server.address(), server.port(), weight)));
      }
      if (kind != Kind.NODE_PORT) {
        items.add(new Item.Address(DUMMY, ip, whole, family == IpFamily.IPV6 ? 0 : 253));
        items.add(
            new Item.Route(
                255,
                2,
                2,
                family == IpFamily.IPV6 ? 0 : 254,
                Cidr.host(ip),
                Optional.empty(),
                DUMMY,
                nodeIp,
                family == IpFamily.IPV6 ? 1024 : 0));
      }
      String text = IpText.format(ip);
      String name = protocol.name().toLowerCase(java.util.Locale.ROOT);
      items.add(new Item.SetEntry(Names.set(family, "kube-router-svip"), text, false));
      items.add(
          new Item.SetEntry(
              Names.set(family, "kube-router-svip-prt"), text + "," + name + ":" + port, false));
    }

    void hairpinRule(Server server, InetAddress vip, int port) {
      IpFamily family = NodeFacts.familyOf(server.address());
      if (NodeFacts.familyOf(vip) != family) {
        return;
      }
      String from = IpText.format(server.address());
      String to = IpText.format(vip);
      ChainKey chain = new ChainKey(family, "nat", Names.HAIRPIN);
      items.add(
          new Item.ChainPart(
              chain,
              1,
              from + " " + to + " " + port,
              List.of(
                  Rules.parse(
                      family,
                      "-s "
                          + from
                          + " -d "
                          + from
                          + " -m ipvs --vaddr "
                          + to
                          + " --vport "
                          + port
                          + " -j SNAT --to-source "
                          + to))));
      items.add(
          new Item.HookRule(
              new ChainKey(family, "nat", "POSTROUTING"),
              50,
              Rules.parse(family, "-m ipvs --vdir ORIGINAL -j " + Names.HAIRPIN)));
    }
  }
}
