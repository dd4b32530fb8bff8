package io.kuberouter.sync.dataplane;

import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.Table;
import io.kuberouter.iptables.text.SaveParser;
import io.kuberouter.ipvs.IpvsTimeouts;
import io.kuberouter.ipvs.ObservedRealServer;
import io.kuberouter.ipvs.ObservedService;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.client.IpvsClient;
import io.kuberouter.netfilter.ipset.ObservedSet;
import io.kuberouter.netfilter.ipset.SetDefinition;
import io.kuberouter.netfilter.ipset.SetEntry;
import io.kuberouter.netfilter.ipset.text.SetEntryText;
import io.kuberouter.route.Link;
import io.kuberouter.route.ObservedAddress;
import io.kuberouter.route.PolicyRule;
import io.kuberouter.route.Route;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.config.CommonOptions;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import io.kuberouter.sync.plan.Hooks;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.Ownership;
import io.kuberouter.sync.plan.Ownership.Plane;
import io.kuberouter.text.ParseException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what the node carries, as far as it is ours or asked for. */
public final class NodeObserver {

  private static final String DUMMY = RouteItems.DUMMY;
  private static final Set<String> TABLES = Set.of("filter", "nat");

  private final NodeIo io;
  private final AgentOptions options;
  private final Ledger ledger;
  private final Ownership ownership;
  private final RouteItems items;
  private final KernelDrift drift;

  /** Reads through these edges what belongs to the planes that are switched on. */
  public NodeObserver(NodeIo io, AgentOptions options, Ledger ledger) {
    this(io, options, ledger, ownership(options.common()));
  }

  /** Reads through these edges what belongs to us. */
  public NodeObserver(NodeIo io, AgentOptions options, Ledger ledger, Ownership ownership) {
    this.io = io;
    this.options = options;
    this.ledger = ledger;
    this.ownership = ownership;
    this.items = new RouteItems(ownership, options.router().autoMtu());
    this.drift = new KernelDrift(io.routes(), items, this::setting);
  }

  /** {@return what follows the kernel's events from the last {@link #observe} on} */
  public KernelDrift drift() {
    return drift;
  }

  private static Ownership ownership(CommonOptions options) {
    Set<Plane> planes = EnumSet.noneOf(Plane.class);
    if (options.runServiceProxy()) {
      planes.add(Plane.SERVICES);
    }
    if (options.runFirewall()) {
      planes.add(Plane.POLICY);
    }
    if (options.runRouter()) {
      planes.add(Plane.ROUTES);
    }
    return Ownership.of(planes);
  }

  /**
   * Reads everything.
   *
   * @param desired tells which settings and files are asked for, and which IPVS services are ours
   *     although the ledger does not know them
   */
  public Observed observe(DesiredState desired) throws IOException {
    Observed observed = new Observed(ownership);
    Map<Integer, String> names = new HashMap<>();
    links(observed, names);
    Set<String> vips = addresses(observed, names);
    routes(observed, names);
    sets(observed);
    chains(observed);
    if (io.ipvs().isPresent()
        && ownership.has(Plane.SERVICES)
        && io.modules().isThere(KernelModules.IP_VS)) {
      ipvs(io.ipvs().get().client(), observed, desired, vips);
    }
    for (ItemKey key : desired.keys()) {
      Item item = desired.get(key).orElseThrow();
      if (item instanceof Item.Sysctl sysctl) {
        setting(sysctl).ifPresent(observed::put);
      } else if (item instanceof Item.KernelModule module && io.modules().isThere(module.name())) {
        observed.put(module);
      } else if (item instanceof Item.CniConf conf && isSatisfied(conf)) {
        observed.put(conf);
      }
    }
    return observed;
  }

  private void links(Observed observed, Map<Integer, String> names) throws IOException {
    List<Link> links = io.routes().links();
    drift.know(links);
    for (Link link : links) {
      names.put(link.index(), link.name());
      items.device(link).ifPresent(observed::put);
    }
  }

  private Set<String> addresses(Observed observed, Map<Integer, String> names) throws IOException {
    Set<String> vips = new HashSet<>();
    for (ObservedAddress found : io.routes().addresses()) {
      String device = names.getOrDefault(found.address().linkIndex(), "");
      items
          .address(found, device)
          .ifPresent(
              item -> {
                observed.put(item);
                vips.add(IpText.format(found.address().address()));
              });
    }
    return vips;
  }

  private void routes(Observed observed, Map<Integer, String> names) throws IOException {
    for (Route r : io.routes().routes()) {
      items.route(r, names.getOrDefault(r.linkIndex(), "")).ifPresent(observed::put);
    }
    for (PolicyRule rule : io.routes().rules()) {
      items.rule(rule).ifPresent(observed::put);
    }
  }

  /** {@return for each service address the route that has the say in the kernel now} */
  public List<Item> vipRoutes(Collection<InetAddress> addresses) throws IOException {
    int dummy = io.routes().link(DUMMY).map(Link::index).orElse(0);
    List<Item> found = new ArrayList<>();
    for (InetAddress address : addresses) {
      io.routes()
          .match(address)
          .filter(r -> RouteItems.isVip(r, r.linkIndex() == dummy ? DUMMY : ""))
          .ifPresent(r -> found.add(RouteItems.item(r, DUMMY)));
    }
    return found;
  }

  /** A setting that cannot be read is not there; to write it tells why. */
  private Optional<Item> setting(Item.Sysctl wanted) {
    String value;
    try {
      value = Files.readString(io.procSys().resolve(wanted.path())).strip();
    } catch (IOException e) {
      return Optional.empty();
    }
    boolean done =
        wanted.onlyIf().isPresent()
            ? !value.equals(wanted.onlyIf().get())
            : value.equals(wanted.value());
    return Optional.of(done ? wanted : new Item.Sysctl(wanted.path(), value, Optional.empty()));
  }

  /** A file that cannot be read is not as it should be; to write it tells why. */
  private static boolean isSatisfied(Item.CniConf conf) {
    try {
      return CniFile.satisfies(conf);
    } catch (IOException e) {
      return false;
    }
  }

  private void sets(Observed observed) throws IOException {
    for (ObservedSet set : io.sets().sets()) {
      SetDefinition definition = set.definition();
      if (!ownership.isSet(definition.name())) {
        continue;
      }
      observed.put(
          new Item.IpSet(
              definition.ipv6() ? IpFamily.IPV6 : IpFamily.IPV4,
              definition.name(),
              definition.type()));
      observed.refer(definition.name(), set.references());
      for (SetEntry entry : set.entries()) {
        observed.put(
            new Item.SetEntry(definition.name(), SetEntryText.format(entry), entry.nomatch()));
      }
    }
  }

  private void chains(Observed observed) throws IOException {
    for (IpFamily family : IpFamily.values()) {
      Ruleset ruleset;
      try {
        ruleset = SaveParser.parse(family, io.netfilter().save(family));
      } catch (ParseException e) {
        throw new IOException("iptables-save: " + e.getMessage(), e);
      } catch (IOException e) {
        if (isOn(family)) {
          throw e;
        }
        continue; // a host without a family need not have its tools
      }
      for (Table table : ruleset.tables().values()) {
        if (TABLES.contains(table.name())) {
          chains(family, table, observed);
        }
      }
    }
  }

  private void chains(IpFamily family, Table table, Observed observed) {
    for (Chain chain : table.chains().values()) {
      ChainKey key = new ChainKey(family, table.name(), chain.name());
      if (ownership.isChain(chain.name()) || Hooks.isBuiltin(key)) {
        observed.putChain(key, chain.rules());
      }
    }
  }

  private boolean isOn(IpFamily family) {
    return family == IpFamily.IPV6 ? options.common().enableIpv6() : options.common().enableIpv4();
  }

  private void ipvs(IpvsClient client, Observed observed, DesiredState desired, Set<String> vips)
      throws IOException {
    for (ObservedService found : client.services()) {
      ServiceKey key = found.service().key();
      boolean ours =
          ledger.services().contains(key.toString())
              || desired.get(new ItemKey(ItemKind.IPVS_SERVICE, key.toString())).isPresent()
              || (ledger.isNew()
                  && key instanceof ServiceKey.ByAddress a
                  && vips.contains(IpText.format(a.address())));
      if (!ours || isExcluded(key)) {
        continue;
      }
      observed.put(new Item.IpvsService(found.service()));
      for (ObservedRealServer server : client.servers(key)) {
        observed.put(new Item.IpvsServer(key, server.server()));
      }
    }
    ItemKey timeouts = new ItemKey(ItemKind.IPVS_TIMEOUTS, "");
    if (desired.get(timeouts).orElse(null) instanceof Item.Timeouts wanted) {
      IpvsTimeouts now = client.timeouts();
      IpvsTimeouts want = wanted.timeouts();
      observed.put(
          new Item.Timeouts(
              new IpvsTimeouts(
                  want.tcpSeconds() == 0 ? 0 : now.tcpSeconds(),
                  want.tcpFinSeconds() == 0 ? 0 : now.tcpFinSeconds(),
                  want.udpSeconds() == 0 ? 0 : now.udpSeconds())));
    }
  }

  /** A service in an excluded network stays unless it is asked for. */
  private boolean isExcluded(ServiceKey key) {
    List<Cidr> excluded = options.proxy().excludedCidrs();
    return key instanceof ServiceKey.ByAddress a
        && !ledger.services().contains(key.toString())
        && excluded.stream().anyMatch(c -> c.contains(a.address()));
  }
}
