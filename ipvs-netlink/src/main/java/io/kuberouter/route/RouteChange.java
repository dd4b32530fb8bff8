package io.kuberouter.route;

import io.kuberouter.netlink.NetworkNamespace;
import java.net.InetAddress;

/** One change of links, addresses, neighbours, routes or rules. */
public sealed interface RouteChange {

  /** Makes a device. */
  record AddLink(String name, LinkKind kind, LinkSettings settings) implements RouteChange {}

  /** Changes a device. */
  record SetLink(String name, LinkSettings settings) implements RouteChange {}

  /** Sets how a bridge treats a device that belongs to it. */
  record SetBridgePort(String name, BridgePort port) implements RouteChange {}

  /** Moves a device to another namespace, where it is down and without addresses. */
  record MoveLink(String name, NetworkNamespace namespace) implements RouteChange {}

  /** Removes a device; of a pair, both ends. */
  record DeleteLink(String name) implements RouteChange {}

  /** Adds an address. */
  record AddAddress(InterfaceAddress address) implements RouteChange {}

  /** Removes an address. */
  record DeleteAddress(InterfaceAddress address) implements RouteChange {}

  /** Adds a neighbour, or replaces the one of the same address. */
  record ReplaceNeighbour(Neighbour neighbour) implements RouteChange {}

  /** Removes a neighbour. */
  record DeleteNeighbour(int linkIndex, InetAddress address) implements RouteChange {}

  /** Adds a route, or replaces the one of the same destination, table and metric. */
  record ReplaceRoute(Route route) implements RouteChange {}

  /** Adds a route; refused (EEXIST) where there is one of the same destination and metric. */
  record AddRoute(Route route) implements RouteChange {}

  /** Removes a route. */
  record DeleteRoute(Route route) implements RouteChange {}

  /** Adds a rule. */
  record AddRule(PolicyRule rule) implements RouteChange {}

  /** Removes a rule. */
  record DeleteRule(PolicyRule rule) implements RouteChange {}
}
