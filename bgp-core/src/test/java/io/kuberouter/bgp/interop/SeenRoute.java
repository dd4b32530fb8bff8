package io.kuberouter.bgp.interop;

import java.util.List;

/**
 * A path as a daemon shows it: what it understood of what we sent.
 *
 * @param nextHop as printed
 * @param asPath numbers between blanks
 * @param localPref empty where it shows none
 * @param communities as {@code 65000:1}
 * @param extended of route targets, as {@code 65000:1}
 * @param large as {@code 65000:1:2}
 * @param originator empty where there is none
 * @param clusters addresses between blanks
 */
record SeenRoute(
    String nextHop,
    String asPath,
    String localPref,
    List<String> communities,
    List<String> extended,
    List<String> large,
    String originator,
    String clusters) {

  SeenRoute {
    communities = List.copyOf(communities);
    extended = List.copyOf(extended);
    large = List.copyOf(large);
  }
}
