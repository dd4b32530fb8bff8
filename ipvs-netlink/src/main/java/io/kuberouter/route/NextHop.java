package io.kuberouter.route;

import java.net.InetAddress;
import java.util.Optional;

/**
 * One of a route's several ways ({@code struct rtnexthop}).
 *
 * @param gateway absent when the destination is on the link
 * @param linkIndex 0 lets the kernel find it
 * @param weight 1 to 256
 * @param onlink whether the gateway is taken to be on the link, whatever the addresses say
 */
public record NextHop(
    Optional<InetAddress> gateway,
    int linkIndex,
    int weight,
    boolean onlink,
    Optional<RouteEncapsulation> encapsulation) {

  /** Checks the weight. */
  public NextHop {
    if (weight < 1 || weight > 256) {
      throw new IllegalArgumentException("weight " + weight + ": 1 to 256");
    }
  }

  /** A way by a gateway of a device. */
  public NextHop(InetAddress gateway, int linkIndex, int weight) {
    this(Optional.of(gateway), linkIndex, weight, false, Optional.empty());
  }
}
