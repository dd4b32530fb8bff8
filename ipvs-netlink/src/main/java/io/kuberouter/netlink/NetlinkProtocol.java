package io.kuberouter.netlink;

/** The families of {@code linux/netlink.h} that this library speaks. */
public enum NetlinkProtocol {
  /** {@code NETLINK_ROUTE}: links, addresses, routes, rules, neighbours. */
  ROUTE(0),
  /** {@code NETLINK_NETFILTER}: connection tracking, sets, logged packets. */
  NETFILTER(12),
  /** {@code NETLINK_GENERIC}: IPVS, FoU. */
  GENERIC(16);

  private final int number;

  NetlinkProtocol(int number) {
    this.number = number;
  }

  /** {@return the number that {@code socket(2)} takes} */
  public int number() {
    return number;
  }
}
