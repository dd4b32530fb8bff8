package io.kuberouter.bgp.policy;

import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.rib.RouteSource;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A route on its way through a policy.
 *
 * @param lazyPrefix makes the prefix
 * @param source who told the route
 * @param neighbour from which it comes, or to which it goes
 * @param own our addresses on the way to the neighbour
 */
public record RouteContext(
    Supplier<Prefix> lazyPrefix,
    PathAttributes attributes,
    RouteSource source,
    InetAddress neighbour,
    Set<InetAddress> own) {

  /** {@return the prefix} */
  public Prefix prefix() {
    return lazyPrefix.get();
  }

  /** {@return our address of a family on the way to the neighbour} */
  public Optional<InetAddress> ownAddress(boolean six) {
    return own.stream().filter(a -> a instanceof Inet6Address == six).findFirst();
  }

  RouteContext with(PathAttributes changed) {
    return new RouteContext(lazyPrefix, changed, source, neighbour, own);
  }
}
