package io.kuberouter.iptables.canonical;

import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.Table;
import io.kuberouter.iptables.match.Match;
import io.kuberouter.iptables.target.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes of rules what the kernel lists after they were loaded. Pure, so safe for threads. */
public final class Canonicalizer {

  private static final Map<Class<?>, List<Rewrite<?>>> BY_TYPE = new HashMap<>();

  static {
    for (Rewrite<?> rewrite : Rewrites.ALL) {
      BY_TYPE.computeIfAbsent(rewrite.type(), type -> new ArrayList<>()).add(rewrite);
    }
  }

  private Canonicalizer() {}

  /** {@return the rule as the kernel lists it; the same object where nothing changes} */
  public static Rule canonical(IpFamily family, Rule rule) {
    List<Match> matches = new ArrayList<>(rule.matches().size());
    boolean changed = false;
    for (Match match : rule.matches()) {
      Optional<?> result = rewritten(family, match);
      changed |= result.isEmpty() || result.get() != match;
      result.ifPresent(m -> matches.add((Match) m));
    }
    Optional<Target> target = rule.target();
    if (target.isPresent()) {
      Object result = rewritten(family, target.get()).orElseThrow();
      if (result != target.get()) {
        changed = true;
        target = Optional.of((Target) result);
      }
    }
    return changed ? new Rule(matches, target) : rule;
  }

  private static Optional<? extends Object> rewritten(IpFamily family, Object value) {
    Optional<? extends Object> result = Optional.of(value);
    for (Rewrite<?> rewrite : BY_TYPE.getOrDefault(value.getClass(), List.of())) {
      if (result.isPresent()) {
        result = rewrite.apply(family, result.get());
      }
    }
    return result;
  }

  /** {@return the ruleset as the kernel lists it; chains in which nothing changes are the same} */
  @SuppressWarnings("ReferenceEquality") // a rule in which nothing changes is the same object
  public static Ruleset canonical(Ruleset ruleset) {
    Ruleset result = ruleset;
    for (Table table : ruleset.tables().values()) {
      for (Chain chain : table.chains().values()) {
        List<Rule> rules = new ArrayList<>(chain.rules().size());
        boolean changed = false;
        for (Rule rule : chain.rules()) {
          Rule canonical = canonical(ruleset.family(), rule);
          changed |= canonical != rule;
          rules.add(canonical);
        }
        if (changed) {
          result = result.with(table.name(), chain.withRules(rules));
        }
      }
    }
    return result;
  }
}
