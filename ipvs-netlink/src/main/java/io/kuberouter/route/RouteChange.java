package io.kuberouter.route;

import java.net.InetAddress;
import java.util.Optional;

/** One change of links, addresses, routes or rules. */
public sealed interface RouteChange {

  /** Makes a device of kind dummy, bridge, ipip or ip6tnl and sets it up. */
  record AddLink(
      String name,
      String kind,
      Optional<Integer> mtu,
      Optional<InetAddress> tunnelLocal,
      Optional<InetAddress> tunnelRemote)
      implements RouteChange {}

  /** Sets a device up, with an MTU when one is given. */
  record SetLink(String name, Optional<Integer> mtu) implements RouteChange {}

  /** Removes a device. */
  record DeleteLink(String name) implements RouteChange {}

  /** Adds an address; duplicate address detection is not waited for. */
  record AddAddress(InterfaceAddress address) implements RouteChange {}

  /** Removes an address. */
  record DeleteAddress(InterfaceAddress address) implements RouteChange {}

  /** Adds a route, or replaces the one of the same destination, table and metric. */
  record ReplaceRoute(Route route) implements RouteChange {}

  /** Removes a route. */
  record DeleteRoute(Route route) implements RouteChange {}

  /** Adds a rule. */
  record AddRule(PolicyRule rule) implements RouteChange {}

  /** Removes a rule. */
  record DeleteRule(PolicyRule rule) implements RouteChange {}
}
