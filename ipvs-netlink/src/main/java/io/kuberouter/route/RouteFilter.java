package io.kuberouter.route;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which routes to list. The kernel leaves out the others where it can (Linux 4.20), else this
 * library does.
 *
 * @param ipv6 one family; absent for both
 */
public record RouteFilter(
    Optional<Boolean> ipv6, OptionalInt table, OptionalInt protocol, OptionalInt linkIndex) {

  /** All routes. */
  public static final RouteFilter ALL =
      new RouteFilter(
          Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

  /** {@return the same of one family} */
  public RouteFilter ipv6(boolean only) {
    return new RouteFilter(Optional.of(only), table, protocol, linkIndex);
  }

  /** {@return the same of one table} */
  public RouteFilter table(int only) {
    return new RouteFilter(ipv6, OptionalInt.of(only), protocol, linkIndex);
  }

  /** {@return the same of one protocol} */
  public RouteFilter protocol(int only) {
    return new RouteFilter(ipv6, table, OptionalInt.of(only), linkIndex);
  }

  /** {@return the same by one device} */
  public RouteFilter dev(int only) {
    return new RouteFilter(ipv6, table, protocol, OptionalInt.of(only));
  }

  /** {@return whether a route is one of these} */
  public boolean matches(Route route) {
    return (ipv6.isEmpty() || ipv6.get() == route.ipv6())
        && (table.isEmpty() || table.getAsInt() == route.table())
        && (protocol.isEmpty() || protocol.getAsInt() == route.protocol())
        && (linkIndex.isEmpty()
            || linkIndex.getAsInt() == route.linkIndex()
            || route.multipath().stream().anyMatch(h -> h.linkIndex() == linkIndex.getAsInt()));
  }
}
