package io.kuberouter.route.testkit;

import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.Route;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The routes that the kernel makes for an address. */
final class AddressRoutes {

  private static final int RTPROT_KERNEL = 2;
  private static final int IPV6_METRIC = 256;

  private AddressRoutes() {}

  /** {@return those to itself and, once the link is up, to its network and peer} */
  static List<Route> of(InterfaceAddress a, boolean up, boolean loopback) {
    boolean ipv6 = FakeAddresses.ipv6(a.address());
    int bits = ipv6 ? 128 : 32;
    List<Route> made = new ArrayList<>();
    Route local =
        Route.to(a.address(), bits)
            .dev(a.linkIndex())
            .table(RouteRules.TABLE_LOCAL)
            .type(RouteRules.LOCAL)
            .protocol(RTPROT_KERNEL);
    made.add(ipv6 ? local : local.scope(RouteRules.SCOPE_HOST).src(a.address()));
    if (up && ipv6) {
      made.addAll(linkIpv6(a));
    } else if (up && wantsPrefix(a) && (a.prefixLength() < bits || a.peer().isPresent())) {
      Route link = link(a.peer().orElse(a.address()), a.prefixLength(), a).src(a.address());
      made.add(
          loopback
              ? link.table(RouteRules.TABLE_LOCAL)
                  .type(RouteRules.LOCAL)
                  .scope(RouteRules.SCOPE_HOST)
              : link.scope(RouteRules.SCOPE_LINK));
    }
    return made;
  }

  private static boolean wantsPrefix(InterfaceAddress a) {
    return (a.flags() & InterfaceAddress.NOPREFIXROUTE) == 0;
  }

  private static Route link(InetAddress on, int length, InterfaceAddress a) {
    return Route.to(Prefix.network(on, length), length).dev(a.linkIndex()).protocol(RTPROT_KERNEL);
  }

  /** To its network even when that is the address alone, and to its peer. */
  private static List<Route> linkIpv6(InterfaceAddress a) {
    List<Route> made = new ArrayList<>();
    if (wantsPrefix(a) && !a.address().isLoopbackAddress()) {
      made.add(link(a.address(), a.prefixLength(), a).metric(IPV6_METRIC));
    }
    a.peer().ifPresent(peer -> made.add(link(peer, 128, a).metric(IPV6_METRIC)));
    return made;
  }
}
