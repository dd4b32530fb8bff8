package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Comparison;
import java.util.Optional;

/**
 * {@code -m rateest}: what rate estimators say.
 *
 * @param estimator the first one
 * @param other the one it is compared with; with a number where absent
 * @param delta whether the distance to the {@code 1} values is compared
 * @param negated whether the comparison must fail
 * @param bits bits per second, as {@code 8bit}; without values where two estimators are compared
 * @param packets packets per second, the same
 */
public record RateestMatch(
    String estimator,
    Optional<String> other,
    boolean delta,
    boolean negated,
    Comparison comparison,
    Optional<Values> bits,
    Optional<Values> packets)
    implements Match {

  /**
   * What is compared.
   *
   * @param base from which the first one's distance counts
   * @param value to compare with, or the second one's base
   */
  public record Values(Optional<String> base, Optional<String> value) {}
}
