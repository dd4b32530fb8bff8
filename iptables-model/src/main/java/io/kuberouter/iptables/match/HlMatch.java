package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Comparison;
import io.kuberouter.iptables.term.Negatable;

/**
 * {@code -m hl}: the hop limit of IPv6.
 *
 * @param comparison how it is compared
 * @param value negated only for {@code EQ}
 */
public record HlMatch(Comparison comparison, Negatable<Integer> value) implements Match {

  public HlMatch {
    Bounds.check("None", value.value(), 0, 255);
    if (value.negated() && comparison != Comparison.EQ) {
      throw new IllegalArgumentException("only equality can be negated");
    }
  }
}
