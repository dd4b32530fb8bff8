package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.Prefix;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A way to a prefix.
 *
 * @param pathId the neighbour's number of it (RFC 7911), 0 without
 * @param stale whether its session is gone and the neighbour is expected back (RFC 4724)
 * @param longLivedStale whether it is kept as a last resort (RFC 9494)
 * @param order when it came: a larger number is later
 */
public record Route(
    Prefix prefix,
    int pathId,
    RouteSource source,
    PathAttributes attributes,
    boolean stale,
    boolean longLivedStale,
    long order) {

  /** {@return where packets go} */
  public Optional<InetAddress> nextHop() {
    return attributes.nextHop().map(NextHop::address);
  }
}
