package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.Prefix;
import java.util.Optional;
import java.util.function.Supplier;

/** What becomes of a route on the way to one neighbour: {@link ExportRules} and a policy. */
public interface ExportFilter {

  /** {@return whether the answer is the same for all prefixes with the same attributes} */
  boolean ignoresPrefixes();

  /** {@return whether no route ever passes, so that none need be asked about} */
  default boolean rejectsAll() {
    return false;
  }

  /**
   * Decides on a route.
   *
   * @param prefix makes the prefix; not to be asked when {@link #ignoresPrefixes}
   * @param longLivedStale whether the route is a last resort (RFC 9494)
   * @return the attributes that the neighbour is told; none: it is not told of the route
   */
  Optional<PathAttributes> apply(
      Supplier<Prefix> prefix,
      PathAttributes attributes,
      RouteSource source,
      boolean longLivedStale);
}
