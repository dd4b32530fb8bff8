package io.kuberouter.sync.dataplane;

import io.kuberouter.route.Link;
import io.kuberouter.route.ObservedAddress;
import io.kuberouter.route.PolicyRule;
import io.kuberouter.route.Route;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.config.CommonOptions;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.Ownership;
import io.kuberouter.sync.plan.Ownership.Plane;
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

  private final NodeIo io;
  private final AgentOptions options;
  private final Ledger ledger;
  private final Ownership ownership;
  private final NetfilterLook netfilter;
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
    this.netfilter = new NetfilterLook(io, options.common(), ownership);
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
    netfilter.sets(observed);
    netfilter.chains(observed);
    if (io.ipvs().isPresent()
        && ownership.has(Plane.SERVICES)
        && io.modules().isThere(KernelModules.IP_VS)) {
      new IpvsLook(io.ipvs().get().client(), ledger, options.proxy().excludedCidrs())
          .look(observed, desired, vips);
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
}
