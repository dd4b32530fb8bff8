package io.kuberouter.sync.plan;

import io.kuberouter.iptables.Rule;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Our rules among those of others, in chains that are not ours. */
public final class Hooks {

  /** Every rank that a rule of ours can have in one chain. */
  static final List<Integer> RANKS = IntStream.rangeClosed(-10, 100).boxed().toList();

  /** At this rank a rule must stand first of all: nobody may accept before network policy. */
  private static final int FIRST_OF_ALL = -10;

  private static final Set<String> BUILTIN =
      Set.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING");

  private Hooks() {}

  /** {@return whether the chain belongs to the kernel, and so is shared} */
  public static boolean isBuiltin(ChainKey chain) {
    return BUILTIN.contains(chain.chain());
  }

  /**
   * Places our rules: those of negative rank at the top, the others at the end, in the order of
   * their ranks. Rules of others, and ours that stand right, stay where they are.
   *
   * @param wanted in the order of their ranks
   * @param ours tells our rules from those of others
   */
  static List<Rule> place(List<Rule> observed, List<Item.HookRule> wanted, Predicate<Rule> ours) {
    Set<Rule> keep = new HashSet<>();
    wanted.forEach(w -> keep.add(w.rule()));
    List<Rule> rules = new ArrayList<>();
    Set<Rule> seen = new HashSet<>();
    for (Rule rule : observed) {
      if (keep.contains(rule) ? seen.add(rule) : !ours.test(rule)) {
        rules.add(rule);
      }
    }
    int after = -1;
    for (Item.HookRule hook : wanted) {
      int at = rules.indexOf(hook.rule());
      boolean first = hook.rank() == FIRST_OF_ALL;
      if (at >= 0 && (first ? at != 0 : at < after)) {
        rules.remove(at);
        if (at < after) {
          after--;
        }
        at = -1;
      }
      if (at < 0) {
        at = hook.rank() < 0 ? after + 1 : insertAtEnd(rules, wanted, hook, after);
        rules.add(at, hook.rule());
      }
      after = at;
    }
    return rules;
  }

  private static int insertAtEnd(
      List<Rule> rules, List<Item.HookRule> wanted, Item.HookRule hook, int after) {
    for (Item.HookRule later : wanted) {
      int at = later.rank() > hook.rank() ? rules.indexOf(later.rule()) : -1;
      if (at > after) {
        return at;
      }
    }
    return rules.size();
  }
}
