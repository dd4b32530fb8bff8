package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.attribute.ClusterList;
import io.kuberouter.bgp.attribute.LocalPref;
import io.kuberouter.bgp.attribute.OriginatorId;
import io.kuberouter.bgp.number.AttributeType;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/** The rules by which routes are left out of consideration, in their order. */
public enum TieBreaker {
  /** Nothing was to be decided. */
  ONLY_ROUTE,
  /** RFC 9494 section 4.3: long-lived stale routes are the least preferred. */
  LONG_LIVED_STALE,
  /** RFC 4271 section 9.1.1: the highest degree of preference. */
  LOCAL_PREF,
  /** Section 9.1.2.1 leaves it open: our own before learned ones. */
  LOCAL_ORIGIN,
  /** Section 9.1.2.2 a: the fewest ASes. */
  AS_PATH_LENGTH,
  /** Section 9.1.2.2 b: the lowest ORIGIN. */
  ORIGIN,
  /** Section 9.1.2.2 c: the lowest MULTI_EXIT_DISC among those of one neighbouring AS. */
  MULTI_EXIT_DISC,
  /** Section 9.1.2.2 d: from external neighbours before internal ones. */
  EBGP_OVER_IBGP,
  /** RFC 5004 section 3: the oldest, when all are from external neighbours. */
  OLDEST_EXTERNAL,
  /** Section 9.1.2.2 f, RFC 4456 section 9: the lowest BGP identifier, or ORIGINATOR_ID. */
  BGP_IDENTIFIER,
  /** RFC 4456 section 9: the shortest CLUSTER_LIST. */
  CLUSTER_LIST_LENGTH,
  /** Section 9.1.2.2 g: the lowest address of the neighbour. */
  PEER_ADDRESS,
  /** Between several paths of one neighbour (RFC 7911): the lowest path identifier. */
  PATH_IDENTIFIER;

  /** {@return those that stay in consideration, at least one of the routes given} */
  List<Route> keep(List<Route> routes, DecisionOptions options) {
    return switch (this) {
      case ONLY_ROUTE -> routes;
      case LONG_LIVED_STALE -> lowest(routes, r -> isLongLivedStale(r) ? 1 : 0);
      case LOCAL_PREF ->
          lowest(routes, r -> -r.attributes().localPref().orElse(LocalPref.DEFAULT.value()));
      case LOCAL_ORIGIN -> lowest(routes, r -> r.source().isLocal() ? 0 : 1);
      case AS_PATH_LENGTH ->
          options.ignoreAsPathLength()
              ? routes
              : lowest(routes, r -> r.attributes().asPath().length());
      case ORIGIN -> lowest(routes, r -> r.attributes().origin().code());
      case MULTI_EXIT_DISC ->
          options.alwaysCompareMed() ? lowest(routes, TieBreaker::med) : lowestMed(routes);
      case EBGP_OVER_IBGP -> lowest(routes, r -> r.source().isInternal() ? 1 : 0);
      case OLDEST_EXTERNAL ->
          options.compareExternalIdentifiers()
                  || !routes.stream().allMatch(r -> r.source().isExternal())
              ? routes
              : lowest(routes, Route::order);
      case BGP_IDENTIFIER -> lowest(routes, TieBreaker::identifier);
      case CLUSTER_LIST_LENGTH -> lowest(routes, TieBreaker::clusters);
      case PEER_ADDRESS -> lowestAddress(routes);
      case PATH_IDENTIFIER -> lowest(routes, r -> r.pathId() & 0xffff_ffffL);
    };
  }

  /** RFC 9494 section 4.3: kept by us, or by somebody before us. */
  private static boolean isLongLivedStale(Route route) {
    return route.longLivedStale() || ExportRules.isLongLivedStale(route.attributes());
  }

  private static List<Route> lowest(List<Route> routes, ToLongFunction<Route> value) {
    long lowest = Long.MAX_VALUE;
    for (Route route : routes) {
      lowest = Math.min(lowest, value.applyAsLong(route));
    }
    long found = lowest;
    return routes.stream().filter(r -> value.applyAsLong(r) == found).toList();
  }

  private static long med(Route route) {
    // "lowest possible MULTI_EXIT_DISC value" where there is none: section 9.1.2.2 c
    return route.attributes().multiExitDisc().orElse(0);
  }

  private static List<Route> lowestMed(List<Route> routes) {
    return routes.stream()
        .filter(r -> routes.stream().noneMatch(o -> sameNeighbour(o, r) && med(o) < med(r)))
        .toList();
  }

  private static boolean sameNeighbour(Route a, Route b) {
    return a.attributes().asPath().first().equals(b.attributes().asPath().first());
  }

  private static long identifier(Route route) {
    return route
            .attributes()
            .get(AttributeType.ORIGINATOR_ID, OriginatorId.class)
            .map(OriginatorId::value)
            .orElse(route.source().identifier())
            .value()
        & 0xffff_ffffL;
  }

  private static long clusters(Route route) {
    return route
        .attributes()
        .get(AttributeType.CLUSTER_LIST, ClusterList.class)
        .map(c -> c.values().size())
        .orElse(0);
  }

  private static List<Route> lowestAddress(List<Route> routes) {
    byte[] lowest = routes.get(0).source().peer().getAddress();
    for (Route route : routes) {
      byte[] address = route.source().peer().getAddress();
      if (order(address, lowest) < 0) {
        lowest = address;
      }
    }
    byte[] found = lowest;
    return routes.stream().filter(r -> order(r.source().peer().getAddress(), found) == 0).toList();
  }

  private static int order(byte[] a, byte[] b) {
    return a.length != b.length
        ? Integer.compare(a.length, b.length)
        : Arrays.compareUnsigned(a, b);
  }
}
