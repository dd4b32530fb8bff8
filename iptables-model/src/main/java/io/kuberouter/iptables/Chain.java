package io.kuberouter.iptables;

import io.kuberouter.iptables.term.Counters;
import io.kuberouter.persistent.PersistentList;
import java.util.List;
import java.util.Optional;

/**
 * A chain and its rules.
 *
 * @param policy of a built-in chain; absent for all others
 * @param policyCounters what the policy has decided
 * @param rules shares structure with the list it was edited from
 * @param ruleCounters one for each rule, where the text had them
 */
public record Chain(
    String name,
    Optional<ChainPolicy> policy,
    Counters policyCounters,
    PersistentList<Rule> rules,
    Optional<RuleCounters> ruleCounters) {
  public Chain {
    if (ruleCounters.isPresent() && ruleCounters.get().size() != rules.size()) {
      throw new IllegalArgumentException(
          "chain " + name + " has " + rules.size() + " rules but counters of another number");
    }
  }

  /** A chain without counters. */
  public Chain(String name, Optional<ChainPolicy> policy, List<Rule> rules) {
    this(name, policy, Counters.ZERO, PersistentList.of(rules), Optional.empty());
  }

  /** {@return the same with other rules, and without counters} */
  public Chain withRules(List<Rule> other) {
    return other == rules
        ? this
        : new Chain(name, policy, policyCounters, PersistentList.of(other), Optional.empty());
  }

  /** {@return the same under another name} */
  public Chain withName(String other) {
    return new Chain(other, policy, policyCounters, rules, ruleCounters);
  }
}
