package io.kuberouter.route;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A route with at most one next hop.
 *
 * @param type RTN_UNICAST (1), RTN_LOCAL (2) …
 * @param protocol RTPROT_…: 2 kernel, 3 boot, 17 ours
 * @param linkIndex 0 when none is given
 * @param metric 0 when none is given; the kernel writes 1024 for IPv6
 */
public record Route(
    int table,
    int type,
    int protocol,
    int scope,
    InetAddress destination,
    int prefixLength,
    Optional<InetAddress> gateway,
    int linkIndex,
    Optional<InetAddress> preferredSource,
    long metric) {

  /** {@return whether it is a route of IPv6} */
  public boolean ipv6() {
    return destination.getAddress().length == 16;
  }
}
