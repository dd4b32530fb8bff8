package io.kuberouter.route.testkit;

import io.kuberouter.route.NextHop;
import io.kuberouter.route.Route;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** What the kernel asks of a route's ways; methods return an error number, 0 for success. */
final class RouteRules {

  static final int UNICAST = 1;
  static final int LOCAL = 2;
  static final int TABLE_LOCAL = 255;
  static final int SCOPE_LINK = 253;
  static final int SCOPE_HOST = 254;

  private final List<Route> routes;
  private final FakeLinks links;

  /** Looks at routes and links as they are when it is asked. */
  RouteRules(List<Route> routes, FakeLinks links) {
    this.routes = routes;
    this.links = links;
  }

  static boolean isRefusal(Route route) {
    return route.type() != UNICAST && route.type() != LOCAL;
  }

  int check(Route asked, Route canonical) {
    boolean nowhere = asked.linkIndex() == 0 ? asked.onlink() : !links.exists(asked.linkIndex());
    return nowhere && asked.ipv6() ? Errno.ENODEV : check(canonical);
  }

  private int check(Route r) {
    if (!r.ipv6() && Prefix.hasBitsBehind(r)) {
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
                    && Prefix.inside(address, r.destination(), r.prefixLength()));
  }

  /** The route of the link that an address is on. */
  Optional<Route> connected(InetAddress address) {
    return routes.stream()
        .filter(
            r ->
                r.type() == UNICAST
                    && r.gateway().isEmpty()
                    && r.multipath().isEmpty()
                    && r.table() == Route.MAIN
                    && Prefix.inside(address, r.destination(), r.prefixLength()))
        .findFirst();
  }
}
