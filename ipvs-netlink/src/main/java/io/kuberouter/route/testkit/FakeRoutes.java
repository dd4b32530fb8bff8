package io.kuberouter.route.testkit;

import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.NextHop;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteEvent;
import java.math.BigInteger;
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
    int errno = check(canonical);
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
    int errno = check(canonical);
    if (errno == 0) {
      routes.removeIf(r -> isSameKey(r, canonical));
      put(canonical);
    }
    return errno;
  }

  private void put(Route route) {
    routes.add(route);
    tell.accept(new RouteEvent.RouteSet(route));
  }

  int delete(Route route) {
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
    r = r.ipv6() ? r.scope(0) : r;
    return r.linkIndex() == 0 && r.gateway().isPresent()
        ? r.dev(connected(r.gateway().get()).map(Route::linkIndex).orElse(0))
        : r;
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

  private int check(Route r) {
    if (!r.ipv6() && !inside(r.destination(), r.destination(), r.prefixLength(), true)) {
      return Errno.EINVAL;
    }
    if (r.type() == UNICAST || r.type() == LOCAL) {
      List<NextHop> ways =
          r.multipath().isEmpty()
              ? List.of(new NextHop(r.gateway(), r.linkIndex(), 1, r.onlink(), r.encapsulation()))
              : r.multipath();
      for (NextHop way : ways) {
        int errno = check(way, r.ipv6());
        if (errno != 0) {
          return errno;
        }
      }
    }
    return r.preferredSource().isPresent() && !isOurs(r.preferredSource().get()) ? Errno.EINVAL : 0;
  }

  private int check(NextHop way, boolean ipv6) {
    if (way.linkIndex() != 0 && !links.exists(way.linkIndex())) {
      return Errno.ENODEV;
    }
    boolean reachable =
        way.gateway().isEmpty()
            || way.onlink()
            || way.gateway().get().isLinkLocalAddress()
            || connected(way.gateway().get())
                .filter(r -> way.linkIndex() == 0 || r.linkIndex() == way.linkIndex())
                .isPresent();
    if (!reachable) {
      return ipv6 ? Errno.EHOSTUNREACH : Errno.ENETUNREACH;
    } else if (way.linkIndex() == 0 && way.gateway().isEmpty()) {
      return Errno.ENODEV;
    }
    return way.linkIndex() == 0 || links.isUp(way.linkIndex()) ? 0 : Errno.ENETDOWN;
  }

  private boolean isOurs(InetAddress address) {
    return routes.stream()
        .anyMatch(
            r ->
                r.table() == TABLE_LOCAL
                    && r.type() == LOCAL
                    && inside(address, r.destination(), r.prefixLength(), false));
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
                    && inside(address, r.destination(), r.prefixLength(), false))
        .findFirst();
  }

  /**
   * Whether an address is of a network; or, of a network itself, whether it has no bits behind its
   * length.
   */
  private static boolean inside(
      InetAddress address, InetAddress network, int length, boolean alone) {
    byte[] a = address.getAddress();
    byte[] n = network.getAddress();
    if (a.length != n.length) {
      return false;
    }
    int behind = n.length * 8 - length;
    BigInteger net = new BigInteger(1, n);
    return alone
        ? net.equals(net.shiftRight(behind).shiftLeft(behind))
        : new BigInteger(1, a).shiftRight(behind).equals(net.shiftRight(behind));
  }

  /** The best route of a table; empty for none. */
  Optional<Route> best(int table, InetAddress destination) {
    Optional<Route> best = Optional.empty();
    for (Route r : routes) {
      if (r.table() == table
          && inside(destination, r.destination(), r.prefixLength(), false)
          && (best.isEmpty()
              || r.prefixLength() > best.get().prefixLength()
              || (r.prefixLength() == best.get().prefixLength()
                  && r.metric() < best.get().metric()))) {
        best = Optional.of(r);
      }
    }
    return best;
  }

  private static InetAddress network(InetAddress address, int length) {
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
  private static List<Route> of(InterfaceAddress a, boolean up) {
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
    InetAddress on = a.peer().orElse(a.address());
    boolean wanted = (a.flags() & InterfaceAddress.NOPREFIXROUTE) == 0;
    if (up && wanted && (a.prefixLength() < bits || a.peer().isPresent())) {
      Route link =
          Route.to(network(on, a.prefixLength()), a.prefixLength())
              .dev(a.linkIndex())
              .protocol(RTPROT_KERNEL);
      made.add(ipv6 ? link.metric(256) : link.scope(SCOPE_LINK).src(a.address()));
    }
    return made;
  }

  void addressCame(InterfaceAddress address, boolean up) {
    for (Route made : of(address, up)) {
      if (routes.stream().noneMatch(r -> isSameKey(r, made))) {
        put(made);
      }
    }
  }

  void addressWent(InterfaceAddress address) {
    of(address, true).forEach(this::delete);
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
