package io.kuberouter.route.testkit;

import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.NextHop;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteEvent;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Routes in memory; methods return an error number, 0 for success. Not thread safe. */
final class FakeRoutes {

  private static final int UNICAST = 1;
  private static final int LOCAL = 2;
  private static final int RTPROT_KERNEL = 2;
  private static final int TABLE_LOCAL = 255;
  private static final int NOWHERE = 255;
  private static final int SCOPE_LINK = 253;
  private static final int SCOPE_HOST = 254;

  private final List<Route> routes = new ArrayList<>();
  private final FakeLinks links;
  private final Consumer<RouteEvent> tell;

  FakeRoutes(FakeLinks links, Consumer<RouteEvent> tell) {
    this.links = links;
    this.tell = tell;
  }

  List<Route> all() {
    return List.copyOf(routes);
  }

  int add(Route route) {
    Route canonical = canonical(route);
    int errno = check(route, canonical);
    if (errno == 0 && routes.stream().anyMatch(r -> isSameKey(r, canonical))) {
      errno = Errno.EEXIST;
    }
    if (errno == 0) {
      put(canonical);
    }
    return errno;
  }

  int replace(Route route) {
    Route canonical = canonical(route);
    int errno = check(route, canonical);
    if (errno == 0) {
      routes.stream()
          .filter(r -> isSameKey(r, canonical))
          .findFirst()
          .ifPresent(routes::remove); // of several of one key, which addresses make, the first
      put(canonical);
    }
    return errno;
  }

  private void put(Route route) {
    routes.add(route);
    tell.accept(new RouteEvent.RouteSet(route));
  }

  int delete(Route route) {
    if (!route.ipv6() && hasBitsBehind(route)) {
      return Errno.EINVAL;
    }
    // unlike an addition, a deletion without a metric fits every one: the lowest goes
    Route asked = canonical(route).metric(route.metric());
    Optional<Route> found =
        routes.stream().filter(r -> isMeant(r, asked)).min(Comparator.comparingLong(Route::metric));
    found.ifPresent(this::remove);
    return found.isEmpty() ? Errno.ESRCH : 0;
  }

  private void remove(Route route) {
    routes.remove(route);
    tell.accept(new RouteEvent.RouteRemoved(route));
  }

  /** What the kernel adds to a route: the device of a gateway, the metric of IPv6. */
  private Route canonical(Route route) {
    Route r = route.ipv6() && route.metric() == 0 ? route.metric(1024) : route;
    if (r.ipv6()) {
      r = cut(r);
    }
    if (!r.multipath().isEmpty()) {
      return r.by(r.multipath().stream().map(this::canonical).toList());
    }
    return r.linkIndex() == 0 && r.gateway().isPresent() && !r.onlink()
        ? r.dev(linkTo(r.gateway().get()))
        : r;
  }

  private NextHop canonical(NextHop way) {
    return way.linkIndex() == 0 && way.gateway().isPresent() && !way.onlink()
        ? new NextHop(
            way.gateway(),
            linkTo(way.gateway().get()),
            way.weight(),
            way.onlink(),
            way.encapsulation())
        : way;
  }

  private int linkTo(InetAddress gateway) {
    return connected(gateway).map(Route::linkIndex).orElse(0);
  }

  /** IPv6 cuts the destination, knows no scope, and refuses by way of the loopback. */
  private static Route cut(Route r) {
    boolean refusal = isRefusal(r);
    return new Route(
        r.table(),
        r.type(),
        r.protocol(),
        0,
        network(r.destination(), r.prefixLength()),
        r.prefixLength(),
        refusal ? Optional.empty() : r.gateway(),
        refusal ? FakeLinks.LOOPBACK : r.linkIndex(),
        r.preferredSource(),
        r.metric(),
        !refusal && r.onlink(),
        refusal ? List.of() : r.multipath(),
        refusal ? Optional.empty() : r.encapsulation());
  }

  private static boolean isRefusal(Route route) {
    return route.type() != UNICAST && route.type() != LOCAL;
  }

  private static boolean hasBitsBehind(Route route) {
    return !network(route.destination(), route.prefixLength()).equals(route.destination());
  }

  private static boolean isSameKey(Route one, Route other) {
    return one.table() == other.table()
        && one.metric() == other.metric()
        && one.prefixLength() == other.prefixLength()
        && one.destination().equals(other.destination());
  }

  /** What a deletion leaves open fits all. */
  private static boolean isMeant(Route route, Route asked) {
    return route.table() == asked.table()
        && route.prefixLength() == asked.prefixLength()
        && route.destination().equals(asked.destination())
        && (asked.metric() == 0 || asked.metric() == route.metric())
        && (asked.protocol() == 0 || asked.protocol() == route.protocol())
        && (asked.type() == 0 || asked.type() == route.type())
        && (asked.scope() == NOWHERE || asked.scope() == route.scope())
        && (asked.linkIndex() == 0 || asked.linkIndex() == route.linkIndex())
        && (asked.gateway().isEmpty() || asked.gateway().equals(route.gateway()))
        && (asked.preferredSource().isEmpty()
            || asked.preferredSource().equals(route.preferredSource()))
        && (asked.multipath().isEmpty() || asked.multipath().equals(route.multipath()));
  }

  private int check(Route asked, Route canonical) {
    boolean nowhere = asked.linkIndex() == 0 ? asked.onlink() : !links.exists(asked.linkIndex());
    return nowhere && asked.ipv6() ? Errno.ENODEV : check(canonical);
  }

  private int check(Route r) {
    if (!r.ipv6() && hasBitsBehind(r)) {
      return Errno.EINVAL;
    }
    if (isRefusal(r) && !r.ipv6()) {
      boolean hasWay = r.linkIndex() != 0 || r.gateway().isPresent() || !r.multipath().isEmpty();
      return hasWay ? Errno.EINVAL : 0;
    }
    if (!r.ipv6() && hasWrongScope(r)) {
      return Errno.EINVAL;
    }
    if (!isRefusal(r)) {
      List<NextHop> ways =
          r.multipath().isEmpty()
              ? List.of(new NextHop(r.gateway(), r.linkIndex(), 1, r.onlink(), r.encapsulation()))
              : r.multipath();
      for (NextHop way : ways) {
        int errno = check(way, r);
        if (errno != 0) {
          return errno;
        }
      }
    }
    return r.preferredSource().isPresent() && !isOurs(r.preferredSource().get()) ? Errno.EINVAL : 0;
  }

  /** A route to this host has the host's scope, and by a gateway goes none of that scope. */
  private static boolean hasWrongScope(Route r) {
    boolean gateway =
        r.gateway().isPresent() || r.multipath().stream().anyMatch(w -> w.gateway().isPresent());
    return (r.type() == LOCAL && r.scope() < SCOPE_HOST) || (gateway && r.scope() >= SCOPE_HOST);
  }

  private int check(NextHop way, Route route) {
    boolean ipv6 = route.ipv6();
    if (way.linkIndex() != 0 && !links.exists(way.linkIndex())) {
      boolean looked = !ipv6 && way.gateway().isPresent() && !way.onlink();
      return looked ? Errno.ENETUNREACH : Errno.ENODEV;
    }
    if (way.linkIndex() == 0 && way.onlink()) {
      return Errno.ENODEV;
    }
    if (way.gateway().filter(g -> isNoGateway(g, way)).isPresent()) {
      return Errno.EINVAL;
    }
    boolean reachable =
        way.gateway().isEmpty()
            || way.onlink()
            || (ipv6 && way.gateway().get().isLinkLocalAddress())
            || connected(way.gateway().get())
                .filter(r -> way.linkIndex() == 0 || r.linkIndex() == way.linkIndex())
                .isPresent();
    boolean beyond = ipv6 || way.gateway().isEmpty() || way.onlink() || route.scope() < SCOPE_LINK;
    if (!reachable || !beyond) {
      return ipv6 ? Errno.EHOSTUNREACH : Errno.ENETUNREACH;
    } else if (way.linkIndex() == 0 && way.gateway().isEmpty()) {
      return Errno.ENODEV;
    }
    return way.linkIndex() == 0 || links.isUp(way.linkIndex()) ? 0 : Errno.ENETDOWN;
  }

  /** {@code ip6_validate_gw}, and {@code fib_check_nh_v4_gw} of what is taken to be on the link. */
  private boolean isNoGateway(InetAddress gateway, NextHop way) {
    boolean ipv6 = FakeAddresses.ipv6(gateway);
    if (!ipv6 && !way.onlink()) {
      return false;
    }
    boolean elsewhere =
        way.onlink()
            && connected(gateway).filter(r -> r.linkIndex() != way.linkIndex()).isPresent();
    boolean open = gateway.isLinkLocalAddress() && way.linkIndex() == 0;
    return gateway.isMulticastAddress() || isOurs(gateway) || (ipv6 && (elsewhere || open));
  }

  private boolean isOurs(InetAddress address) {
    return routes.stream()
        .anyMatch(
            r ->
                r.table() == TABLE_LOCAL
                    && r.type() == LOCAL
                    && inside(address, r.destination(), r.prefixLength()));
  }

  /** The route of the link that an address is on. */
  private Optional<Route> connected(InetAddress address) {
    return routes.stream()
        .filter(
            r ->
                r.type() == UNICAST
                    && r.gateway().isEmpty()
                    && r.multipath().isEmpty()
                    && r.table() == Route.MAIN
                    && inside(address, r.destination(), r.prefixLength()))
        .findFirst();
  }

  private static boolean inside(InetAddress address, InetAddress network, int length) {
    return FakeAddresses.ipv6(address) == FakeAddresses.ipv6(network)
        && network(address, length).equals(network(network, length));
  }

  /** The best route of a table; empty for none. */
  Optional<Route> best(int table, InetAddress destination) {
    Optional<Route> best = Optional.empty();
    for (Route r : routes) {
      if (r.table() == table
          && inside(destination, r.destination(), r.prefixLength())
          && (best.isEmpty()
              || r.prefixLength() > best.get().prefixLength()
              || (r.prefixLength() == best.get().prefixLength()
                  && r.metric() < best.get().metric()))) {
        best = Optional.of(r);
      }
    }
    return best;
  }

  static InetAddress network(InetAddress address, int length) {
    byte[] bytes = address.getAddress();
    for (int bit = length; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
    }
    try {
      return bytes.length == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** The routes that the kernel makes for an address: to itself, and to its network. */
  private List<Route> of(InterfaceAddress a, boolean up) {
    boolean ipv6 = FakeAddresses.ipv6(a.address());
    int bits = ipv6 ? 128 : 32;
    List<Route> made = new ArrayList<>();
    Route local =
        Route.to(a.address(), bits)
            .dev(a.linkIndex())
            .table(TABLE_LOCAL)
            .type(LOCAL)
            .protocol(RTPROT_KERNEL);
    made.add(ipv6 ? local : local.scope(SCOPE_HOST).src(a.address()));
    if (up && ipv6) {
      made.addAll(linkIpv6(a));
    } else if (up && wantsPrefix(a) && (a.prefixLength() < bits || a.peer().isPresent())) {
      Route link = link(a.peer().orElse(a.address()), a.prefixLength(), a).src(a.address());
      made.add(
          links.isLoopback(a.linkIndex())
              ? link.table(TABLE_LOCAL).type(LOCAL).scope(SCOPE_HOST)
              : link.scope(SCOPE_LINK));
    }
    return made;
  }

  private static boolean wantsPrefix(InterfaceAddress a) {
    return (a.flags() & InterfaceAddress.NOPREFIXROUTE) == 0;
  }

  private static Route link(InetAddress on, int length, InterfaceAddress a) {
    return Route.to(network(on, length), length).dev(a.linkIndex()).protocol(RTPROT_KERNEL);
  }

  /** To its network even when that is the address alone, and to its peer. */
  private static List<Route> linkIpv6(InterfaceAddress a) {
    List<Route> made = new ArrayList<>();
    if (wantsPrefix(a) && !a.address().isLoopbackAddress()) {
      made.add(link(a.address(), a.prefixLength(), a).metric(256));
    }
    a.peer().ifPresent(peer -> made.add(link(peer, 128, a).metric(256)));
    return made;
  }

  void addressCame(InterfaceAddress address, boolean up) {
    for (Route made : of(address, up)) {
      if (routes.stream().noneMatch(r -> isSameKey(r, made) && r.linkIndex() == made.linkIndex())) {
        put(made);
      }
    }
  }

  /** Routes that another address of the device needs stay. */
  void addressWent(InterfaceAddress address, List<InterfaceAddress> rest) {
    List<Route> needed =
        rest.stream()
            .filter(a -> a.linkIndex() == address.linkIndex())
            .flatMap(a -> of(a, true).stream())
            .toList();
    of(address, true).stream()
        .filter(r -> needed.stream().noneMatch(n -> isSameKey(n, r)))
        .forEach(this::delete);
  }

  void ipv6Went(int index) {
    routes.removeIf(r -> r.ipv6() && r.linkIndex() == index && r.table() != TABLE_LOCAL);
  }

  /** The kernel tells of none of these. */
  void linkWentDown(int index) {
    Predicate<Route> by =
        r ->
            r.linkIndex() == index
                || (!r.multipath().isEmpty()
                    && r.multipath().stream().allMatch(w -> w.linkIndex() == index));
    routes.removeIf(r -> by.test(r) && r.table() != TABLE_LOCAL);
  }
}
