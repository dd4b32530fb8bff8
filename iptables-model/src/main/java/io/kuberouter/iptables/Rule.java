package io.kuberouter.iptables;

import java.util.List;
import java.util.Optional;

/**
 * One rule in the form that the kernel prints back: equal rules do the same and look the same.
 *
 * @param header {@code -s -d -i -o -p}, in this order
 * @param target absent for a rule that only counts
 */
public record Rule(List<Option> header, List<Match> matches, Optional<Target> target) {
  public Rule {
    header = List.copyOf(header);
    matches = List.copyOf(matches);
  }
}
