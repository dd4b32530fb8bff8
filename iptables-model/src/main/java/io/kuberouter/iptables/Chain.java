package io.kuberouter.iptables;

import java.util.List;
import java.util.Optional;

/**
 * A chain and its rules.
 *
 * @param policy of a built-in chain
 */
public record Chain(String name, Optional<String> policy, List<Rule> rules) {
  public Chain {
    rules = List.copyOf(rules);
  }
}
