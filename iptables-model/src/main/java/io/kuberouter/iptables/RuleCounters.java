package io.kuberouter.iptables;

import io.kuberouter.iptables.term.Counters;
import java.util.Arrays;
import java.util.List;

/** The counters of a chain's rules, packed, in the order of the rules. */
public final class RuleCounters {

  private final long[] pairs;

  private RuleCounters(long[] pairs) {
    this.pairs = pairs;
  }

  /** {@return a packed copy} */
  public static RuleCounters of(List<Counters> counters) {
    long[] pairs = new long[2 * counters.size()];
    for (int i = 0; i < counters.size(); i++) {
      pairs[2 * i] = counters.get(i).packets();
      pairs[2 * i + 1] = counters.get(i).bytes();
    }
    return new RuleCounters(pairs);
  }

  /** {@return how many rules have counters here} */
  public int size() {
    return pairs.length / 2;
  }

  /** {@return what a rule has counted; the first is 0} */
  public Counters get(int index) {
    return new Counters(pairs[2 * index], pairs[2 * index + 1]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RuleCounters counters && Arrays.equals(pairs, counters.pairs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(pairs);
  }
}
