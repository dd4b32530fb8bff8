package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Comparison;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.SetReference;
import java.util.Optional;

/**
 * {@code -m set}: whether addresses, ports or interfaces of the packet are in a set.
 *
 * @param set and what is looked up in it
 * @param returnNomatch whether elements with {@code nomatch} match
 * @param keepCounters whether the counters of the element stay as they are
 * @param keepSubcounters the same for a list of sets and its members
 * @param packets on the element's packet counter
 * @param bytes on the element's byte counter
 */
public record SetMatch(
    Negatable<SetReference> set,
    boolean returnNomatch,
    boolean keepCounters,
    boolean keepSubcounters,
    Optional<Condition> packets,
    Optional<Condition> bytes)
    implements Match {

  /** A condition on a counter; negated only for {@code EQ}. */
  public record Condition(Comparison comparison, Negatable<Long> value) {}

  /** {@return a plain look-up} */
  public static SetMatch of(Negatable<SetReference> set) {
    return new SetMatch(set, false, false, false, Optional.empty(), Optional.empty());
  }
}
