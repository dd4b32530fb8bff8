package io.kuberouter.nftables;

import java.util.List;
import java.util.OptionalLong;

/**
 * A rule and what the kernel calls it.
 *
 * @param handle unique in its table; absent for a rule that is only wanted
 */
public record PlacedRule(OptionalLong handle, Rule rule) {

  /** {@return rules that are only wanted} */
  public static List<PlacedRule> of(List<Rule> rules) {
    return rules.stream().map(rule -> new PlacedRule(OptionalLong.empty(), rule)).toList();
  }
}
