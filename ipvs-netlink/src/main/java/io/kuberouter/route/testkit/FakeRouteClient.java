package io.kuberouter.route.testkit;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetworkNamespace;
import io.kuberouter.netlink.testkit.Faults;
import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.Link;
import io.kuberouter.route.LinkFilter;
import io.kuberouter.route.LinkKind;
import io.kuberouter.route.Neighbour;
import io.kuberouter.route.ObservedAddress;
import io.kuberouter.route.PolicyRule;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteChange;
import io.kuberouter.route.RouteEvent;
import io.kuberouter.route.RouteFilter;
import io.kuberouter.route.RouteGroup;
import io.kuberouter.route.client.RouteClient;
import io.kuberouter.route.client.RouteEvents;
import io.kuberouter.route.text.IpCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Links, addresses, neighbours, routes and rules in memory, which refuses what the kernel refuses,
 * with its error numbers. It is found to agree by the contract test that the kernel passes, too.
 * The loopback is there and up. Thread safe.
 */
public final class FakeRouteClient implements RouteClient {

  private static final int BLACKHOLE = 6;
  private static final int UNREACHABLE = 7;
  private static final int PROHIBIT = 8;

  /** {@code NUD_REACHABLE}. */
  private static final int REACHABLE = 2;

  private final List<FakeRouteEvents> listeners = new CopyOnWriteArrayList<>();
  private final Faults<RouteChange> faults = new Faults<>();
  private final Set<NetworkNamespace> namespaces = new HashSet<>();
  private final List<Neighbour> neighbours = new ArrayList<>();
  private final FakeRules rules = new FakeRules(this::tell);
  private final FakeLinks links;
  private final FakeRoutes routes;
  private final FakeAddresses addresses;
  private boolean closed;

  /** A host without any device but the loopback. */
  public FakeRouteClient() {
    this(Set.of());
  }

  /** The same, with kinds of devices that {@link LinkKind} does not name. */
  public FakeRouteClient(Set<String> furtherKinds) {
    links = new FakeLinks(furtherKinds, this::tell);
    routes = new FakeRoutes(links, this::tell);
    addresses = new FakeAddresses(links, routes, this::tell);
    for (String[] one : new String[][] {{"127.0.0.1", "8"}, {"::1", "128"}}) {
      addresses.add(
          new InterfaceAddress(
              1, numeric(one[0]), Integer.parseInt(one[1]), 254, 0, Optional.empty()));
    }
  }

  private static InetAddress numeric(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (IOException e) {
      throw new AssertionError(e); // numbers are not looked up
    }
  }

  /** {@return what is refused because a test wants it} */
  public Faults<RouteChange> faults() {
    return faults;
  }

  /** Lets a namespace be there, into which devices may go. */
  public synchronized void addNamespace(NetworkNamespace namespace) {
    namespaces.add(namespace);
  }

  /** {@return what is told from now on} */
  public RouteEvents events(Set<RouteGroup> groups) {
    FakeRouteEvents events = new FakeRouteEvents(groups);
    listeners.add(events);
    return events;
  }

  /** Lets every listener lose events. */
  public void overrun() {
    tell(new RouteEvent.Lost());
  }

  private void tell(RouteEvent event) {
    listeners.forEach(l -> l.tell(event));
  }

  private void open() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public synchronized List<Link> links(LinkFilter filter) throws IOException {
    open();
    return links.all().stream().filter(filter::matches).toList();
  }

  @Override
  public synchronized Optional<Link> link(String name) throws IOException {
    open();
    return links.byName(name);
  }

  @Override
  public synchronized List<ObservedAddress> addresses(int linkIndex) throws IOException {
    open();
    return addresses.all().stream()
        .filter(a -> linkIndex == 0 || a.address().linkIndex() == linkIndex)
        .toList();
  }

  @Override
  public synchronized List<Neighbour> neighbours(int linkIndex) throws IOException {
    open();
    return neighbours.stream().filter(n -> linkIndex == 0 || n.linkIndex() == linkIndex).toList();
  }

  @Override
  public synchronized List<Route> routes(RouteFilter filter) throws IOException {
    open();
    return routes.all().stream().filter(filter::matches).toList();
  }

  @Override
  public boolean streamRoutes(RouteFilter filter, Consumer<Route> each) throws IOException {
    routes(filter).forEach(each);
    return true;
  }

  @Override
  public synchronized Optional<Route> match(InetAddress destination) throws IOException {
    open();
    for (int table : rules.tablesForAll(FakeAddresses.ipv6(destination))) {
      Optional<Route> best = routes.best(table, destination);
      if (best.isPresent()) {
        int type = best.get().type();
        if (type == BLACKHOLE || type == PROHIBIT) {
          throw new KernelException(
              "ip route get fibmatch " + destination.getHostAddress(),
              type == PROHIBIT ? Errno.EACCES : Errno.EINVAL,
              "");
        }
        return type == UNREACHABLE ? Optional.empty() : best;
      }
    }
    return Optional.empty();
  }

  @Override
  public synchronized List<PolicyRule> rules() throws IOException {
    open();
    return rules.all();
  }

  @Override
  public synchronized List<Optional<KernelException>> apply(List<RouteChange> changes)
      throws IOException {
    open();
    List<Optional<KernelException>> results = new ArrayList<>(changes.size());
    for (RouteChange change : changes) {
      int errno = faults.errno(change);
      if (errno == 0) {
        errno = make(change);
      }
      results.add(
          errno == 0
              ? Optional.empty()
              : Optional.of(new KernelException(IpCommand.of(change), errno, "")));
    }
    return results;
  }

  private int make(RouteChange change) {
    if (change instanceof RouteChange.AddLink c) {
      return addLink(c);
    } else if (change instanceof RouteChange.SetLink c) {
      return setLink(c);
    } else if (change instanceof RouteChange.SetBridgePort c) {
      return links.set(c.name(), c.port());
    } else if (change instanceof RouteChange.MoveLink c) {
      return moveLink(c);
    } else if (change instanceof RouteChange.DeleteLink c) {
      return deleteLink(c.name());
    } else if (change instanceof RouteChange.AddAddress c) {
      return addresses.add(c.address());
    } else if (change instanceof RouteChange.DeleteAddress c) {
      return addresses.delete(c.address());
    } else if (change instanceof RouteChange.ReplaceNeighbour c) {
      return replaceNeighbour(c.neighbour());
    } else if (change instanceof RouteChange.DeleteNeighbour c) {
      return deleteNeighbour(c.linkIndex(), c.address());
    } else if (change instanceof RouteChange.ReplaceRoute c) {
      return routes.replace(c.route());
    } else if (change instanceof RouteChange.AddRoute c) {
      return routes.add(c.route());
    } else if (change instanceof RouteChange.DeleteRoute c) {
      return routes.delete(c.route());
    } else if (change instanceof RouteChange.AddRule c) {
      return rules.add(c.rule());
    } else if (change instanceof RouteChange.DeleteRule c) {
      return rules.delete(c.rule());
    }
    throw new AssertionError(change); // sealed
  }

  private int addLink(RouteChange.AddLink c) {
    Optional<NetworkNamespace> elsewhere =
        c.kind() instanceof LinkKind.Veth veth ? veth.peerNamespace() : Optional.empty();
    if (elsewhere.isPresent() && !namespaces.contains(elsewhere.get())) {
      return Errno.ENOENT;
    }
    int errno = links.add(c.name(), c.kind(), c.settings());
    if (errno == 0 && elsewhere.isPresent() && c.kind() instanceof LinkKind.Veth veth) {
      links.byName(veth.peer()).ifPresent(links::remove);
    }
    return errno;
  }

  private int setLink(RouteChange.SetLink c) {
    boolean was = links.byName(c.name()).map(Link::up).orElse(false);
    int errno = links.set(c.name(), c.settings());
    links.byName(c.name()).ifPresent(link -> follow(was, link));
    if (errno == 0 && c.settings().hardwareAddress().length() > 0) {
      links.byName(c.name()).ifPresent(this::forgetNeighbours); // neigh_changeaddr
    }
    return errno;
  }

  private void forgetNeighbours(Link link) {
    neighbours.removeIf(n -> n.linkIndex() == link.index());
  }

  private void follow(boolean wasUp, Link link) {
    int index = link.index();
    if (!links.hasIpv6(index)) {
      addresses.ipv6Went(index);
      routes.ipv6Went(index);
      neighbours.removeIf(n -> n.linkIndex() == index && FakeAddresses.ipv6(n.address()));
    }
    if (wasUp && !link.up()) {
      addresses.ipv6Went(index);
      routes.linkWentDown(index);
      forgetNeighbours(link);
    } else if (!wasUp && link.up()) {
      addresses.linkCameUp(index);
    }
  }

  private int moveLink(RouteChange.MoveLink c) {
    if (!namespaces.contains(c.namespace())) {
      return Errno.ENOENT;
    }
    Optional<Link> link = links.byName(c.name());
    link.ifPresent(this::forget);
    return link.isEmpty() ? Errno.ENODEV : 0;
  }

  private int deleteLink(String name) {
    Optional<Link> link = links.byName(name);
    if (link.isEmpty()) {
      return Errno.ENODEV;
    } else if (!links.canBeDeleted(link.get())) {
      return Errno.EOPNOTSUPP;
    }
    links.goingWith(link.get()).forEach(this::forget);
    return 0;
  }

  private void forget(Link link) {
    addresses.linkWent(link.index());
    routes.linkWentDown(link.index());
    forgetNeighbours(link);
    links.remove(link);
  }

  private static Predicate<Neighbour> same(int linkIndex, InetAddress address) {
    return n -> n.linkIndex() == linkIndex && n.address().equals(address);
  }

  private int replaceNeighbour(Neighbour neighbour) {
    if (!links.exists(neighbour.linkIndex())) {
      return Errno.ENODEV;
    }
    Optional<Neighbour> old =
        neighbours.stream().filter(same(neighbour.linkIndex(), neighbour.address())).findFirst();
    Neighbour known = old.map(o -> FakeRouteClient.merge(neighbour, o)).orElse(neighbour);
    if (!isKnown(known)) {
      return Errno.EINVAL;
    }
    old.ifPresent(neighbours::remove);
    neighbours.add(known);
    tell(new RouteEvent.NeighbourSet(known));
    return 0;
  }

  /** Without a hardware address the one that it has stays. */
  private static Neighbour merge(Neighbour asked, Neighbour old) {
    return asked.hardwareAddress().length() > 0
        ? asked
        : new Neighbour(
            asked.linkIndex(),
            asked.address(),
            old.hardwareAddress(),
            asked.state(),
            asked.flags());
  }

  /** On a link that resolves addresses none is valid without; a group's follows from its own. */
  private boolean isKnown(Neighbour neighbour) {
    return neighbour.hardwareAddress().length() > 0
        || neighbour.address().isMulticastAddress()
        || links.isLoopback(neighbour.linkIndex())
        || (neighbour.state() & (REACHABLE | Neighbour.PERMANENT)) == 0;
  }

  private int deleteNeighbour(int linkIndex, InetAddress address) {
    if (!links.exists(linkIndex)) {
      return Errno.ENODEV;
    }
    Optional<Neighbour> found = neighbours.stream().filter(same(linkIndex, address)).findFirst();
    found.ifPresent(
        n -> {
          neighbours.remove(n);
          tell(new RouteEvent.NeighbourRemoved(n));
        });
    return found.isEmpty() ? Errno.ENOENT : 0;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
