package io.kuberouter.iptables.diff;

import io.kuberouter.iptables.BuiltinChain;
import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.ChainPolicy;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.Table;
import io.kuberouter.iptables.target.Goto;
import io.kuberouter.iptables.target.Jump;
import io.kuberouter.iptables.target.Target;
import io.kuberouter.persistent.PersistentMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares two rulesets: chains, policies, rules. What is not ours stays as it is, wherever the
 * second ruleset has it or not; nothing of it can be in the result. A chain that is gone and a new
 * one with equal rules are a rename. Time follows the difference where both share structure.
 */
public final class RulesetDiffer {

  private final Ownership ownership;
  private final String table;
  private final Table from;
  private final Table to;

  private final Map<String, Chain> gone = new TreeMap<>();
  private final Map<String, Chain> fresh = new TreeMap<>();
  private final Map<String, Chain> changed = new TreeMap<>();
  private final Map<String, String> renames = new LinkedHashMap<>();
  private final Map<String, ChainPolicy> policies = new LinkedHashMap<>();
  private final Map<String, List<Edit>> edits = new LinkedHashMap<>();

  private RulesetDiffer(Table from, Table to, Ownership ownership) {
    this.table = from.name();
    this.from = from;
    this.to = to;
    this.ownership = ownership;
  }

  /**
   * {@return what makes {@code to} of {@code from}}
   *
   * @throws IllegalArgumentException if they are of two families
   */
  @SuppressWarnings("ReferenceEquality") // the same object has no differences
  public static RulesetDiff diff(Ruleset from, Ruleset to, Ownership ownership) {
    if (from.family() != to.family()) {
      throw new IllegalArgumentException("a ruleset of IPv4 and one of IPv6");
    }
    Set<String> tables = new LinkedHashSet<>(from.tables().keySet());
    tables.addAll(to.tables().keySet());
    List<TableChange> changes = new ArrayList<>();
    for (String table : tables) {
      Table one = from.tables().getOrDefault(table, Table.empty(table));
      Table other = to.tables().getOrDefault(table, Table.empty(table));
      if (one != other) {
        TableChange change = new RulesetDiffer(one, other, ownership).change();
        if (!change.isEmpty()) {
          changes.add(change);
        }
      }
    }
    return new RulesetDiff(from.family(), changes);
  }

  private TableChange change() {
    from.chains().compare(to.chains(), new Sorting());
    findRenames();
    fresh.forEach((name, chain) -> edit(chain.withRules(List.of()), chain));
    changed.forEach((name, chain) -> edit(from.chain(name).orElseThrow(), chain));
    List<String> create =
        ReferenceOrder.of(fresh.values().stream().filter(c -> !BuiltinChain.is(c.name())).toList());
    List<String> delete = new ArrayList<>(ReferenceOrder.of(gone.values()));
    Collections.reverse(delete);
    TableChange change = new TableChange(table, renames, create, policies, edits, delete);
    check(change);
    return change;
  }

  private boolean isOurs(String chain) {
    return ownership.chain(table, chain);
  }

  /** Sorts what differs into what is gone, fresh and changed; what is not ours, by its rules. */
  private final class Sorting implements PersistentMap.Differences<String, Chain> {
    @Override
    public void removed(String name, Chain chain) {
      if (BuiltinChain.is(name)) {
        changed.put(name, chain.withRules(List.of()));
      } else if (isOurs(name)) {
        gone.put(name, chain);
      } else {
        changed.put(name, chain.withRules(List.of()));
      }
    }

    @Override
    public void added(String name, Chain chain) {
      if (isOurs(name) || BuiltinChain.is(name)) {
        fresh.put(name, chain);
      }
    }

    @Override
    public void replaced(String name, Chain one, Chain other) {
      changed.put(name, other);
    }
  }

  private void findRenames() {
    Map<List<Rule>, Chain> byRules = new HashMap<>();
    for (Chain chain : gone.values()) {
      if (!chain.rules().isEmpty()) {
        byRules.putIfAbsent(chain.rules(), chain);
      }
    }
    if (byRules.isEmpty()) {
      return;
    }
    for (Chain chain : List.copyOf(fresh.values())) {
      Chain old = BuiltinChain.is(chain.name()) ? null : byRules.remove(chain.rules());
      if (old != null) {
        renames.put(old.name(), chain.name());
        gone.remove(old.name());
        fresh.remove(chain.name());
      }
    }
  }

  private void edit(Chain one, Chain other) {
    String name = one.name();
    boolean ours = isOurs(name);
    boolean known = from.chain(name).isPresent();
    Optional<ChainPolicy> old = known ? one.policy() : Optional.of(ChainPolicy.ACCEPT);
    if (ours && other.policy().isPresent() && !other.policy().equals(old)) {
      policies.put(name, other.policy().get());
    }
    List<Rule> before = renamed(one.rules());
    List<Edit> script =
        ours
            ? ChainDiffer.diff(before, other.rules())
            : new AmongOthers(table, ownership).diff(name, before, other.rules());
    if (!script.isEmpty()) {
      edits.put(name, script);
    }
  }

  /** {@return rules as they are after the renames, which jumps follow} */
  private List<Rule> renamed(List<Rule> rules) {
    if (renames.isEmpty()) {
      return rules;
    }
    List<Rule> after = new ArrayList<>(rules);
    boolean any = false;
    for (int i = 0; i < after.size(); i++) {
      Rule rule = after.get(i);
      String to = rule.chain().map(renames::get).orElse(null);
      if (to != null) {
        Target target = rule.target().get() instanceof Jump ? new Jump(to) : new Goto(to);
        after.set(i, new Rule(rule.matches(), Optional.of(target)));
        any = true;
      }
    }
    return any ? after : rules;
  }

  /** The last gate: whatever went before, nothing of others is touched. */
  private void check(TableChange change) {
    List<String> chains = new ArrayList<>(change.createChains());
    chains.addAll(change.deleteChains());
    chains.addAll(change.renames().keySet());
    chains.addAll(change.renames().values());
    chains.addAll(change.policies().keySet());
    for (String chain : chains) {
      if (!isOurs(chain)) {
        throw new IllegalStateException("chain " + chain + " of " + table + " is not ours");
      }
    }
    change
        .chainEdits()
        .forEach(
            (chain, script) -> {
              for (Edit edit : script) {
                Rule rule =
                    edit instanceof Edit.Insert insert
                        ? insert.rule()
                        : ((Edit.Delete) edit).rule();
                if (!isOurs(chain) && !ownership.rule(table, chain, rule)) {
                  throw new IllegalStateException("a rule of " + chain + " is not ours: " + rule);
                }
              }
            });
  }
}
