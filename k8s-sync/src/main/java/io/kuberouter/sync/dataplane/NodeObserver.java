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
import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.Link;
import io.kuberouter.route.LinkKind;
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

  private static final String DUMMY = "kube-dummy-if";
  private static final int OUR_PROTOCOL = 17;
  private static final Set<String> TABLES = Set.of("filter", "nat");

  private final NodeIo io;
  private final AgentOptions options;
  private final Ledger ledger;
  private final Ownership ownership;

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
    if (io.ipvs().isPresent() && ownership.has(Plane.SERVICES)) {
      ipvs(io.ipvs().get(), observed, desired, vips);
    }
    for (ItemKey key : desired.keys()) {
      Item item = desired.get(key).orElseThrow();
      if (item instanceof Item.Sysctl sysctl) {
        setting(sysctl).ifPresent(observed::put);
      } else if (item instanceof Item.CniConf conf && isSatisfied(conf)) {
        observed.put(conf);
      }
    }
    return observed;
  }

  private void links(Observed observed, Map<Integer, String> names) throws IOException {
    for (Link link : io.routes().links()) {
      names.put(link.index(), link.name());
      boolean bridge = link.name().equals("kube-bridge");
      if (ownership.isDevice(link.name())) {
        Optional<LinkKind.Tunnel> ends =
            link.kind() instanceof LinkKind.Tunnel t ? Optional.of(t) : Optional.empty();
        observed.put(
            new Item.Device(
                link.name(),
                link.kind().name(),
                link.up(),
                bridge && options.router().autoMtu() ? Optional.of(link.mtu()) : Optional.empty(),
                ends.flatMap(LinkKind.Tunnel::local),
                ends.flatMap(LinkKind.Tunnel::remote)));
      }
    }
  }

  private Set<String> addresses(Observed observed, Map<Integer, String> names) throws IOException {
    Set<String> vips = new HashSet<>();
    if (!ownership.has(Plane.SERVICES)) {
      return vips;
    }
    for (ObservedAddress found : io.routes().addresses()) {
      InterfaceAddress a = found.address();
      if (DUMMY.equals(names.get(a.linkIndex())) && !a.address().isLinkLocalAddress()) {
        observed.put(new Item.Address(DUMMY, a.address(), a.prefixLength(), a.scope()));
        vips.add(IpText.format(a.address()));
      }
    }
    return vips;
  }

  private void routes(Observed observed, Map<Integer, String> names) throws IOException {
    for (Route r : io.routes().routes()) {
      if (!r.multipath().isEmpty()) {
        continue; // none of ours has several ways
      }
      String device = names.getOrDefault(r.linkIndex(), "");
      boolean learned = r.protocol() == OUR_PROTOCOL && r.table() == 254;
      boolean overlay = r.table() == 77 && device.startsWith("tun-");
      if (isVip(r, device)
          ? ownership.has(Plane.SERVICES)
          : (learned || overlay) && ownership.has(Plane.ROUTES)) {
        observed.put(item(r, device));
      }
    }
    if (ownership.has(Plane.ROUTES)) {
      rules(observed);
    }
  }

  private void rules(Observed observed) throws IOException {
    for (PolicyRule rule : io.routes().rules()) {
      if (rule.table() == 77 && rule.source().isPresent() && rule.looksAtSourceOnly()) {
        Cidr source = new Cidr(rule.source().get(), rule.sourceLength());
        Item.PolicyRule item = new Item.PolicyRule(rule.ipv6(), Optional.of(source), 77, 0);
        observed.put(item);
      }
    }
  }

  /** A route by which the node takes a service address as its own. */
  private static boolean isVip(Route r, String device) {
    return device.equals(DUMMY)
        && r.table() == 255
        && r.type() == 2
        && r.prefixLength() == r.destination().getAddress().length * 8
        && !r.destination().isLinkLocalAddress();
  }

  private static Item.Route item(Route r, String device) {
    return new Item.Route(
        r.table(),
        r.type(),
        r.protocol(),
        r.scope(),
        new Cidr(r.destination(), r.prefixLength()),
        r.gateway(),
        r.gateway().isPresent() ? "" : device,
        r.preferredSource(),
        r.metric());
  }

  /** {@return for each service address the route that has the say in the kernel now} */
  public List<Item> vipRoutes(Collection<InetAddress> addresses) throws IOException {
    int dummy = io.routes().link(DUMMY).map(Link::index).orElse(0);
    List<Item> items = new ArrayList<>();
    for (InetAddress address : addresses) {
      io.routes()
          .match(address)
          .filter(r -> isVip(r, r.linkIndex() == dummy ? DUMMY : ""))
          .ifPresent(r -> items.add(item(r, DUMMY)));
    }
    return items;
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
