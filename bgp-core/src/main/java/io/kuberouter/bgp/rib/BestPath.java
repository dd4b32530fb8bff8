package io.kuberouter.bgp.rib;

import java.util.List;
import java.util.Optional;

/** The choice between routes to one prefix (RFC 4271 section 9.1), which names what decided. */
public final class BestPath {

  /** The chosen route, and the rule that left it alone. */
  public record Choice(Route route, TieBreaker decidedBy) {}

  private BestPath() {}

  /** {@return the best of the routes, none when there are none} */
  public static Optional<Choice> choose(List<Route> routes, DecisionOptions options) {
    if (routes.isEmpty()) {
      return Optional.empty();
    }
    if (routes.size() == 1) {
      return Optional.of(new Choice(routes.get(0), TieBreaker.ONLY_ROUTE));
    }
    List<Route> left = routes;
    TieBreaker last = TieBreaker.ONLY_ROUTE;
    for (TieBreaker rule : TieBreaker.values()) {
      List<Route> kept = rule.keep(left, options);
      if (kept.size() == 1) {
        return Optional.of(new Choice(kept.get(0), rule));
      }
      left = kept;
      last = rule;
    }
    return Optional.of(new Choice(left.get(0), last));
  }
}
