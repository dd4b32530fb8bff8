package io.kuberouter.route;

/** What one may be told of: the multicast groups of {@code linux/rtnetlink.h}. */
public enum RouteGroup {
  /** {@code RTNLGRP_LINK}. */
  LINK(1),
  /** {@code RTNLGRP_NEIGH}. */
  NEIGHBOUR(3),
  /** {@code RTNLGRP_IPV4_IFADDR}. */
  IPV4_ADDRESS(5),
  /** {@code RTNLGRP_IPV4_ROUTE}. */
  IPV4_ROUTE(7),
  /** {@code RTNLGRP_IPV4_RULE}. */
  IPV4_RULE(8),
  /** {@code RTNLGRP_IPV6_IFADDR}. */
  IPV6_ADDRESS(9),
  /** {@code RTNLGRP_IPV6_ROUTE}. */
  IPV6_ROUTE(11),
  /** {@code RTNLGRP_IPV6_RULE}. */
  IPV6_RULE(19);

  private final int number;

  RouteGroup(int number) {
    this.number = number;
  }

  /** {@return the number that {@code NETLINK_ADD_MEMBERSHIP} takes} */
  public int number() {
    return number;
  }
}
