package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Rate;

/**
 * {@code -m limit}: a rate, spent by all packets together.
 *
 * @param rate average
 * @param burst packets at once before the rate counts
 */
public record LimitMatch(Rate rate, long burst) implements Match {

  public LimitMatch {
    Bounds.check("--limit-burst", burst, 0, 10000);
  }
}
