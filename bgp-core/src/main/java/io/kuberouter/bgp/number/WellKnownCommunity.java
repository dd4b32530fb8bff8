package io.kuberouter.bgp.number;

/**
 * Communities with one meaning everywhere; <a
 * href="https://www.iana.org/assignments/bgp-well-known-communities/">BGP Well-known
 * Communities</a>.
 */
public enum WellKnownCommunity {
  /** {@code 0:0}, which is no registered one: routes for everybody. */
  INTERNET(0, "internet"),
  /** RFC 8326: the path goes soon. */
  GRACEFUL_SHUTDOWN(0xffff_0000, "graceful-shutdown"),
  /** RFC 7611. */
  ACCEPT_OWN(0xffff_0001, "accept-own"),
  ROUTE_FILTER_TRANSLATED_V4(0xffff_0002, "route-filter-translated-v4"),
  ROUTE_FILTER_V4(0xffff_0003, "route-filter-v4"),
  ROUTE_FILTER_TRANSLATED_V6(0xffff_0004, "route-filter-translated-v6"),
  ROUTE_FILTER_V6(0xffff_0005, "route-filter-v6"),
  /** RFC 9494: kept beyond its session, use as a last resort. */
  LLGR_STALE(0xffff_0006, "llgr-stale"),
  /** RFC 9494: not to be kept. */
  NO_LLGR(0xffff_0007, "no-llgr"),
  /** RFC 7999. */
  BLACKHOLE(0xffff_029a, "blackhole"),
  /** RFC 1997: not out of this AS or confederation. */
  NO_EXPORT(0xffff_ff01, "no-export"),
  /** RFC 1997: to no neighbour at all. */
  NO_ADVERTISE(0xffff_ff02, "no-advertise"),
  /** RFC 1997: not out of this AS. */
  NO_EXPORT_SUBCONFED(0xffff_ff03, "no-export-subconfed"),
  /** RFC 3765. */
  NO_PEER(0xffff_ff04, "no-peer");

  private final int value;
  private final String text;

  WellKnownCommunity(int value, String text) {
    this.value = value;
    this.text = text;
  }

  /** {@return the community} */
  public Community community() {
    return new Community(value);
  }

  /** {@return the name as people write it} */
  public String text() {
    return text;
  }
}
