package io.kuberouter.nftables.diff;

import io.kuberouter.nftables.Chain;
import io.kuberouter.nftables.Command;
import io.kuberouter.nftables.PlacedRule;
import io.kuberouter.nftables.Rule;
import io.kuberouter.nftables.TableKey;
import io.kuberouter.nftables.canonical.References;
import io.kuberouter.nftables.canonical.RuleCanonicalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The fewest edits between two chains: rules that stay keep their handles and counters. A rule that
 * goes where another comes is replaced, unless something that it uses goes in the same transaction,
 * or the new one holds a nameless set: nft 1.0.6 aborts where that holds ranges ({@code
 * interval_set_eval}).
 */
final class ChainDiffer {

  private final TableKey table;
  private final Predicate<Rule> remade;
  private final boolean mayReplace;
  private final List<Command> deletes = new ArrayList<>();
  private final List<Command> adds = new ArrayList<>();

  /**
   * Compares chains of a table.
   *
   * @param remade whether a rule uses something that is made anew
   */
  ChainDiffer(TableKey table, Predicate<Rule> remade, boolean mayReplace) {
    this.table = table;
    this.remade = remade;
    this.mayReplace = mayReplace;
  }

  List<Command> deletes() {
    return deletes;
  }

  List<Command> adds() {
    return adds;
  }

  void diff(Chain from, Chain to) {
    List<Rule> old = canonical(from);
    List<Rule> wanted = canonical(to);
    int[] kept = CommonSubsequence.of(old, wanted);
    drop(kept, old);
    if (from.rules().stream().anyMatch(rule -> rule.handle().isEmpty())) {
      refill(from, to, kept);
      return;
    }
    int at = 0;
    for (int next = 0; next <= wanted.size(); next++) {
      if (next < wanted.size() && kept[next] < 0) {
        continue;
      }
      int end = next < wanted.size() ? kept[next] : old.size();
      gap(from, to, at, end, next, kept);
      at = end + 1;
    }
  }

  /** The old rules from..end go, the new ones before a kept one (or the chain's end) come. */
  private void gap(Chain from, Chain to, int start, int end, int next, int[] kept) {
    int first = next;
    while (first > 0 && kept[first - 1] < 0) {
      first--;
    }
    int gone = start;
    boolean replacing = mayReplace;
    for (int i = first; i < next; i++) {
      Rule rule = to.rules().get(i).rule();
      replacing &= gone < end && !References.hasSetLiteral(rule);
      if (replacing) {
        adds.add(new Command.ReplaceRule(table, to.name(), handle(from, gone++), rule));
      } else if (end < from.rules().size()) {
        adds.add(new Command.InsertRule(table, to.name(), handle(from, end), rule));
      } else {
        adds.add(new Command.AddRule(table, to.name(), rule));
      }
    }
    for (; gone < end; gone++) {
      deletes.add(new Command.DeleteRule(table, from.name(), handle(from, gone)));
    }
  }

  private static long handle(Chain chain, int index) {
    return chain.rules().get(index).handle().orElseThrow();
  }

  private List<Rule> canonical(Chain chain) {
    List<Rule> rules = new ArrayList<>(chain.rules().size());
    for (PlacedRule placed : chain.rules()) {
      rules.add(RuleCanonicalizer.canonical(table.family(), placed.rule()));
    }
    return rules;
  }

  /** A rule that uses what is made anew cannot stay. */
  private void drop(int[] kept, List<Rule> old) {
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] >= 0 && remade.test(old.get(kept[i]))) {
        kept[i] = -1;
      }
    }
  }

  private void refill(Chain from, Chain to, int[] kept) {
    boolean same = kept.length == from.rules().size();
    for (int i = 0; i < kept.length; i++) {
      same &= kept[i] == i;
    }
    if (same) {
      return;
    }
    deletes.add(new Command.FlushChain(table, from.name()));
    for (PlacedRule placed : to.rules()) {
      adds.add(new Command.AddRule(table, to.name(), placed.rule()));
    }
  }
}
