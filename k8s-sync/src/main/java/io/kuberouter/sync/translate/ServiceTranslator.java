package io.kuberouter.sync.translate;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.ipvs.Netmask;
import io.kuberouter.ipvs.Protocol;
import io.kuberouter.ipvs.RealServer;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.VirtualService;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.EndpointSliceView;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.ServiceView;
import io.kuberouter.sync.cluster.ServiceView.ServicePort;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.desired.Item;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A Service with its slices → IPVS services and servers, addresses, set entries, hairpin rules. */
final class ServiceTranslator {

  static final String DUMMY = "kube-dummy-if";
  private static final String LOCAL = "kube-router.io/service.local";
  private static final String DSR = "kube-router.io/service.dsr";

  private final AgentOptions options;
  private final NodeFacts facts;
  private final ServiceIpFilter filter;
  private final HairpinTranslator hairpins;

  ServiceTranslator(AgentOptions options, NodeFacts facts) {
    this.options = options;
    this.facts = facts;
    this.filter = new ServiceIpFilter(options.common());
    this.hairpins = new HairpinTranslator(options.proxy().hairpinMode(), facts);
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
    Scheduling scheduling = Scheduling.of(service, work::note);
    Annotations.tellUnusedOfService(service.annotations().keySet(), work::note);
    if (service.annotations().containsKey(DSR)) {
      work.note("direct server return is not supported yet; external addresses use NAT");
    }
    if (service.healthCheckNodePort() != 0) {
      work.note("healthCheckNodePort " + service.healthCheckNodePort() + " is not served yet");
    }
    boolean override = "true".equals(service.annotations().get(LOCAL));
    boolean internalLocal = service.internalPolicyLocal() && !override;
    boolean externalLocal = service.externalPolicyLocal() || override;
    for (ServicePort port : service.ports()) {
      Protocol protocol = protocol(port, work);
      if (protocol == null) {
        continue;
      }
      List<Backend> servers = Backend.of(port.name(), slices, facts, work::note);
      List<Backend> localServers = servers.stream().filter(Backend::local).toList();
      List<Backend> internal = internalLocal ? localServers : servers;
      List<Backend> external = externalLocal ? localServers : servers;
      for (InetAddress ip : addresses.cluster()) {
        if (!internalLocal || holds(localServers, ip)) {
          work.serve(Kind.CLUSTER, ip, protocol, port.port(), internal, scheduling);
        }
      }
      if (port.nodePort() != 0) {
        for (InetAddress ip : nodePortAddresses(addresses.cluster())) {
          if (!externalLocal || holds(localServers, ip)) {
            work.serve(Kind.NODE_PORT, ip, protocol, port.nodePort(), external, scheduling);
          }
        }
      }
      Set<InetAddress> outside = new LinkedHashSet<>(addresses.external());
      outside.addAll(addresses.loadBalancer());
      for (InetAddress ip : outside) {
        if (!externalLocal || holds(localServers, ip)) {
          work.serve(Kind.EXTERNAL, ip, protocol, port.port(), external, scheduling);
        }
      }
      work.items.addAll(hairpins.translate(service, addresses, port, localServers));
    }
    return new Translation(work.items, work.notes);
  }

  /** {@return whether one of the servers is of the address's family} */
  private static boolean holds(List<Backend> servers, InetAddress ip) {
    return servers.stream()
        .anyMatch(s -> NodeFacts.familyOf(s.address()) == NodeFacts.familyOf(ip));
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
        List<Backend> servers,
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
      List<Backend> sameFamily =
          servers.stream().filter(s -> NodeFacts.familyOf(s.address()) == family).toList();
      // as in the Kubernetes API: an ending pod gets new connections only where no other is left
      boolean lastResort = sameFamily.stream().allMatch(Backend::terminating);
      for (Backend server : sameFamily) {
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
  }
}
