package io.kuberouter.bgp.interop;

import io.kuberouter.bgp.interop.PeerSetup.Option;

/**
 * Prefixes that are announced, one of each family and side; all are documentation's (RFC 5737,
 * 3849).
 */
final class Samples {

  private Samples() {}

  /** {@return what our speaker announces} */
  static String ours(boolean six) {
    return six ? "2001:db8:7::/48" : "203.0.113.0/24";
  }

  /** {@return what a daemon announces} */
  static Announced theirs(boolean six) {
    return Announced.plain(six ? "2001:db8:51::/48" : "198.51.100.0/24");
  }

  /** {@return the family of routes} */
  static Option family(boolean six) {
    return six ? Option.IPV6 : Option.IPV4;
  }
}
