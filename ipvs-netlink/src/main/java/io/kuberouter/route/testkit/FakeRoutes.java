package io.kuberouter.route.testkit;

import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.NextHop;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteEvent;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Routes in memory; methods return an error number, 0 for success. Not thread safe. */
final class FakeRoutes {

  private static final int NOWHERE = 255;

  private final List<Route> routes = new ArrayList<>();
  private final FakeLinks links;
  private final RouteRules rules;
  private final Consumer<RouteEvent> tell;

  FakeRoutes(FakeLinks links, Consumer<RouteEvent> tell) {
    this.links = links;
    this.rules = new RouteRules(routes, links);
    this.tell = tell;
  }

  List<Route> all() {
    return List.copyOf(routes);
  }

  int add(Route route) {
    Route canonical = canonical(route);
    int errno = rules.check(route, canonical);
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
    int errno = rules.check(route, canonical);
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
    if (!route.ipv6() && Prefix.hasBitsBehind(route)) {
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
    return rules.connected(gateway).map(Route::linkIndex).orElse(0);
  }

  /** IPv6 cuts the destination, knows no scope, and refuses by way of the loopback. */
  private static Route cut(Route r) {
    boolean refusal = RouteRules.isRefusal(r);
    return new Route(
        r.table(),
        r.type(),
        r.protocol(),
        0,
        Prefix.network(r.destination(), r.prefixLength()),
        r.prefixLength(),
        refusal ? Optional.empty() : r.gateway(),
        refusal ? FakeLinks.LOOPBACK : r.linkIndex(),
        r.preferredSource(),
        r.metric(),
        !refusal && r.onlink(),
        refusal ? List.of() : r.multipath(),
        refusal ? Optional.empty() : r.encapsulation());
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

  /** The best route of a table; empty for none. */
  Optional<Route> best(int table, InetAddress destination) {
    Optional<Route> best = Optional.empty();
    for (Route r : routes) {
      if (r.table() == table
          && Prefix.inside(destination, r.destination(), r.prefixLength())
          && (best.isEmpty()
              || r.prefixLength() > best.get().prefixLength()
              || (r.prefixLength() == best.get().prefixLength()
                  && r.metric() < best.get().metric()))) {
        best = Optional.of(r);
      }
    }
    return best;
  }

  private List<Route> of(InterfaceAddress address, boolean up) {
    return AddressRoutes.of(address, up, links.isLoopback(address.linkIndex()));
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
    routes.removeIf(r -> r.ipv6() && r.linkIndex() == index && r.table() != RouteRules.TABLE_LOCAL);
  }

  /** The kernel tells of none of these. */
  void linkWentDown(int index) {
    Predicate<Route> by =
        r ->
            r.linkIndex() == index
                || (!r.multipath().isEmpty()
                    && r.multipath().stream().allMatch(w -> w.linkIndex() == index));
    routes.removeIf(r -> by.test(r) && r.table() != RouteRules.TABLE_LOCAL);
  }
}
