package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Comparison;
import io.kuberouter.iptables.term.Negatable;

/**
 * {@code -m ttl}: the time to live of IPv4.
 *
 * @param comparison how it is compared
 * @param value negated only for {@code EQ}
 */
public record TtlMatch(Comparison comparison, Negatable<Integer> value) implements Match {

  public TtlMatch {
    Bounds.check("None", value.value(), 0, 255);
    if (value.negated() && comparison != Comparison.EQ) {
      throw new IllegalArgumentException("only equality can be negated");
    }
  }
}
