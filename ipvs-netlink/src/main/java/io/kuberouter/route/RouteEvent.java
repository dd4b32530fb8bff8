package io.kuberouter.route;

/** What the kernel tells of a change, whoever made it. */
public sealed interface RouteEvent {

  /** A device was made or changed. */
  record LinkSet(Link link) implements RouteEvent {}

  /** A device was removed. */
  record LinkRemoved(Link link) implements RouteEvent {}

  /** An address was added or changed. */
  record AddressSet(ObservedAddress address) implements RouteEvent {}

  /** An address was removed. */
  record AddressRemoved(ObservedAddress address) implements RouteEvent {}

  /** A route was added or replaced. */
  record RouteSet(Route route) implements RouteEvent {}

  /** A route was removed. */
  record RouteRemoved(Route route) implements RouteEvent {}

  /** A rule was added. */
  record RuleSet(PolicyRule rule) implements RouteEvent {}

  /** A rule was removed. */
  record RuleRemoved(PolicyRule rule) implements RouteEvent {}

  /** A neighbour was found, changed or lost. */
  record NeighbourSet(Neighbour neighbour) implements RouteEvent {}

  /** A neighbour was removed. */
  record NeighbourRemoved(Neighbour neighbour) implements RouteEvent {}

  /** There was no room for some events: only a new list tells what is. */
  record Lost() implements RouteEvent {}
}
