package io.kuberouter.iptables;

import io.kuberouter.iptables.match.HeaderMatch;
import io.kuberouter.iptables.match.Match;
import io.kuberouter.iptables.target.Goto;
import io.kuberouter.iptables.target.Jump;
import io.kuberouter.iptables.target.Target;
import java.util.List;
import java.util.Optional;

/**
 * One rule: all matches must hold, then the target happens. Counters are kept beside it, in the
 * chain, so that equal rules are equal values.
 *
 * @param matches those of the IP header first, in the order of the tool, each at most once
 * @param target absent for a rule that only counts
 */
public record Rule(List<Match> matches, Optional<Target> target) {
  public Rule {
    matches = List.copyOf(matches);
    int place = -1;
    for (int i = 0; i < matches.size(); i++) {
      int next =
          matches.get(i) instanceof HeaderMatch header
              ? HeaderMatch.place(header)
              : Integer.MAX_VALUE;
      if (next < place || (next == place && next < Integer.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "matches of the header come first, in order, each once: " + matches);
      }
      place = next;
    }
  }

  /** {@return the chain that the rule jumps or goes to, if it does} */
  public Optional<String> chain() {
    Target to = target.orElse(null);
    if (to instanceof Jump jump) {
      return Optional.of(jump.chain());
    }
    return to instanceof Goto other ? Optional.of(other.chain()) : Optional.empty();
  }
}
