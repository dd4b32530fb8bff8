package io.kuberouter.nftables;

import java.util.List;
import java.util.Optional;

/**
 * A chain.
 *
 * @param hook of a base chain; absent for one that rules jump to
 */
public record Chain(String name, Optional<Hook> hook, List<PlacedRule> rules) {
  public Chain {
    rules = List.copyOf(rules);
  }

  /** {@return a chain that rules jump to} */
  public static Chain regular(String name, Rule... rules) {
    return new Chain(name, Optional.empty(), PlacedRule.of(List.of(rules)));
  }

  /** {@return a chain that the kernel calls} */
  public static Chain base(String name, Hook hook, Rule... rules) {
    return new Chain(name, Optional.of(hook), PlacedRule.of(List.of(rules)));
  }

  /** {@return this with other rules, that have no handles yet} */
  public Chain withRules(List<Rule> other) {
    return new Chain(name, hook, PlacedRule.of(other));
  }

  /** {@return the rules without their handles} */
  public List<Rule> bodies() {
    return rules.stream().map(PlacedRule::rule).toList();
  }
}
