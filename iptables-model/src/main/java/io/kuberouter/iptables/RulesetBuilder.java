package io.kuberouter.iptables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects a ruleset rule by rule. Not thread safe. */
public final class RulesetBuilder {

  private record Key(String table, String chain) {}

  private final IpFamily family;
  private final Map<Key, List<Rule>> rules = new LinkedHashMap<>();
  private final Map<Key, ChainPolicy> policies = new LinkedHashMap<>();

  /** Begins without tables. */
  public RulesetBuilder(IpFamily family) {
    this.family = family;
  }

  /** {@return this, with a chain that is added unless it is there} */
  public RulesetBuilder chain(String table, String chain) {
    rules.computeIfAbsent(new Key(table, chain), key -> new ArrayList<>());
    return this;
  }

  /** {@return this, with a built-in chain of that policy} */
  public RulesetBuilder policy(String table, String chain, ChainPolicy policy) {
    policies.put(new Key(table, chain), policy);
    return chain(table, chain);
  }

  /** {@return this, with a rule at the end of a chain, which is added unless it is there} */
  public RulesetBuilder rule(String table, String chain, Rule rule) {
    rules.computeIfAbsent(new Key(table, chain), key -> new ArrayList<>()).add(rule);
    return this;
  }

  /** {@return the ruleset; built-in chains have the policy ACCEPT unless another was set} */
  public Ruleset build() {
    Map<String, Map<String, Chain>> tables = new LinkedHashMap<>();
    rules.forEach(
        (key, list) -> {
          Optional<ChainPolicy> policy =
              BuiltinChain.is(key.chain())
                  ? Optional.of(policies.getOrDefault(key, ChainPolicy.ACCEPT))
                  : Optional.empty();
          tables
              .computeIfAbsent(key.table(), t -> new LinkedHashMap<>())
              .put(key.chain(), new Chain(key.chain(), policy, list));
        });
    Map<String, Table> all = new LinkedHashMap<>();
    tables.forEach((name, chains) -> all.put(name, new Table(name, chains)));
    return new Ruleset(family, all);
  }
}
