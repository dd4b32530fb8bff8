package io.kuberouter.nftables.testkit;

import io.kuberouter.nftables.Chain;
import io.kuberouter.nftables.Command;
import io.kuberouter.nftables.Expression;
import io.kuberouter.nftables.Hook;
import io.kuberouter.nftables.NamedObject;
import io.kuberouter.nftables.NamedSet;
import io.kuberouter.nftables.PlacedRule;
import io.kuberouter.nftables.Rule;
import io.kuberouter.nftables.Ruleset;
import io.kuberouter.nftables.SetDefinition;
import io.kuberouter.nftables.SetElement;
import io.kuberouter.nftables.Table;
import io.kuberouter.nftables.Verdict;
import io.kuberouter.nftables.canonical.References;
import io.kuberouter.nftables.canonical.RulesetCanonicalizer;
import io.kuberouter.nftables.exec.NftException;
import io.kuberouter.nftables.exec.NftTool;
import io.kuberouter.nftables.text.NftScript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * A ruleset in memory under the kernel's rules: what is named must be there, what is used must not
 * go, intervals must not overlap; a transaction is made as a whole or not at all. No packet passes:
 * counters stay, elements do not expire. For one thread.
 */
public final class FakeNftables implements NftTool {

  /** A command that is refused. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    Refusal(String said) {
      super(said);
    }
  }

  private static final String NOT_FOUND = "Could not process rule: No such file or directory";
  private static final String EXISTS = "Could not process rule: File exists";
  private static final String NOT_SUPPORTED = "Could not process rule: Operation not supported";
  private static final String BUSY = "Could not process rule: Device or resource busy";
  private static final String FULL = "Could not process rule: Too many open files in system";
  private static final String OVERLAP = "conflicting intervals specified";

  private Ruleset ruleset = Ruleset.empty();
  private long nextHandle = 1;
  private Predicate<Command> failing = command -> false;
  private final List<List<Command>> applied = new ArrayList<>();

  /** {@return the transactions that were asked for; refused ones, too} */
  public List<List<Command>> applied() {
    return List.copyOf(applied);
  }

  /** From now on refuses such commands. */
  public void failOn(Predicate<Command> commands) {
    failing = commands;
  }

  @Override
  public Ruleset list() {
    return RulesetCanonicalizer.canonical(ruleset);
  }

  @Override
  public void apply(List<Command> commands) throws IOException {
    if (commands.isEmpty()) {
      return;
    }
    applied.add(List.copyOf(commands));
    Ruleset draft = ruleset;
    int index = 0;
    for (Command command : commands) {
      try {
        if (failing.test(command)) {
          throw new Refusal("refused by the test");
        }
        draft = changed(draft, command);
      } catch (Refusal refusal) {
        boolean printable = NftScript.isPrintable(List.of(command));
        throw new NftException(
            index,
            Optional.of(command),
            printable ? NftScript.format(command) : "",
            String.valueOf(refusal.getMessage()));
      }
      index++;
    }
    ruleset = draft;
  }

  private static void refuseIf(boolean wrong, String said) throws Refusal {
    if (wrong) {
      throw new Refusal(said);
    }
  }

  private Ruleset changed(Ruleset draft, Command command) throws Refusal {
    Optional<Table> there = draft.table(command.table());
    if (command instanceof Command.AddTable add) {
      return there.isPresent()
          ? draft
          : draft.with(Table.empty(add.table().family(), add.table().name()));
    }
    Table table = there.orElseThrow(() -> new Refusal(NOT_FOUND));
    if (command instanceof Command.DeleteTable delete) {
      return draft.without(delete.table());
    } else if (command instanceof Command.AddObject add) {
      return draft.with(addObject(table, add.object()));
    } else if (command instanceof Command.DeleteObject delete) {
      NamedObject object = delete.object();
      refuseIf(table.object(object.kind(), object.name()).isEmpty(), NOT_FOUND);
      refuseIf(rules(table).stream().anyMatch(r -> References.uses(r, object)), BUSY);
      return draft.with(table.withoutObject(object));
    } else if (command instanceof Command.AddSet add) {
      return draft.with(addSet(table, add.set()));
    } else if (command instanceof Command.DeleteSet delete) {
      set(table, delete.set());
      refuseIf(
          rules(table).stream().anyMatch(r -> References.sets(r).contains(delete.set())), BUSY);
      return draft.with(table.withoutSet(delete.set()));
    } else if (command instanceof Command.AddElements add) {
      return draft.with(table.with(addElements(table, add)));
    } else if (command instanceof Command.DeleteElements delete) {
      NamedSet set = set(table, delete.set().name());
      for (SetElement element : delete.elements()) {
        refuseIf(!set.elements().containsKey(element.key()), NOT_FOUND);
        set = set.without(element.key());
      }
      return draft.with(table.with(set));
    }
    return draft.with(chains(table, command));
  }

  private Table chains(Table table, Command command) throws Refusal {
    if (command instanceof Command.AddChain add) {
      return addChain(table, add.chain());
    } else if (command instanceof Command.FlushChain flush) {
      return table.with(chain(table, flush.chain()).withRules(List.of()));
    } else if (command instanceof Command.DeleteChain delete) {
      chain(table, delete.chain());
      refuseIf(isJumpedTo(table, delete.chain()), BUSY);
      return table.withoutChain(delete.chain());
    } else if (command instanceof Command.AddRule add) {
      Chain chain = chain(table, add.chain());
      return placed(table, chain, chain.rules().size(), add.rule(), false);
    } else if (command instanceof Command.InsertRule insert) {
      Chain chain = chain(table, insert.chain());
      return placed(table, chain, place(chain, insert.beforeHandle()), insert.rule(), false);
    } else if (command instanceof Command.ReplaceRule replace) {
      Chain chain = chain(table, replace.chain());
      return placed(table, chain, place(chain, replace.handle()), replace.rule(), true);
    } else if (command instanceof Command.DeleteRule delete) {
      Chain chain = chain(table, delete.chain());
      List<PlacedRule> rules = new ArrayList<>(chain.rules());
      rules.remove(place(chain, delete.handle()));
      return table.with(new Chain(chain.name(), chain.hook(), rules));
    }
    throw new AssertionError(command); // sealed
  }

  private static Chain chain(Table table, String name) throws Refusal {
    return table.chain(name).orElseThrow(() -> new Refusal(NOT_FOUND));
  }

  private static NamedSet set(Table table, String name) throws Refusal {
    return table.set(name).orElseThrow(() -> new Refusal(NOT_FOUND));
  }

  private static Table addChain(Table table, Chain chain) throws Refusal {
    Optional<Chain> there = table.chain(chain.name());
    if (there.isEmpty()) {
      return table.with(chain.withRules(List.of()));
    }
    Optional<Hook> hook = chain.hook();
    if (hook.isEmpty()) {
      return table;
    }
    boolean same =
        there.get().hook().isPresent()
            && there.get().hook().get().withPolicy("").equals(hook.get().withPolicy(""));
    refuseIf(!same, NOT_SUPPORTED);
    return table.with(new Chain(chain.name(), hook, there.get().rules()));
  }

  /** One that is there stays, but a quota gets its limit. */
  private static Table addObject(Table table, NamedObject object) {
    Optional<NamedObject> there = table.object(object.kind(), object.name());
    if (there.isEmpty()) {
      return table.with(object);
    }
    return object instanceof NamedObject.Quota quota && there.get() instanceof NamedObject.Quota old
        ? table.with(
            new NamedObject.Quota(
                quota.name(), quota.over(), quota.bytes(), old.used(), old.comment()))
        : table;
  }

  private static Table addSet(Table table, SetDefinition definition) throws Refusal {
    Optional<NamedSet> there = table.set(definition.name());
    if (there.isPresent()) {
      refuseIf(!there.get().definition().equals(definition), EXISTS);
      return table;
    }
    return table.with(NamedSet.empty(definition));
  }

  private static NamedSet addElements(Table table, Command.AddElements add) throws Refusal {
    NamedSet set = set(table, add.set().name());
    boolean intervals = set.definition().flags().contains("interval");
    for (SetElement element : add.elements()) {
      Optional<Expression> data = element.data();
      if (data.isPresent() && data.get() instanceof Verdict v && !v.chain().isEmpty()) {
        chain(table, v.chain());
      }
      Optional<SetElement> there = set.elements().get(element.key());
      if (there.isPresent()) {
        refuseIf(!there.get().data().equals(data), EXISTS);
        continue;
      }
      refuseIf(intervals && Intervals.overlap(set, element.key()), OVERLAP);
      OptionalLong size = set.definition().size();
      refuseIf(size.isPresent() && set.elements().size() >= size.getAsLong(), FULL);
      set = set.with(element);
    }
    return set;
  }

  private static List<Rule> rules(Table table) {
    List<Rule> rules = new ArrayList<>();
    table.chains().values().forEach(chain -> rules.addAll(chain.bodies()));
    return rules;
  }

  private static boolean isJumpedTo(Table table, String chain) {
    for (Chain other : table.chains().values()) {
      boolean jumps =
          !other.name().equals(chain)
              && other.bodies().stream().anyMatch(r -> References.chains(r).contains(chain));
      if (jumps) {
        return true;
      }
    }
    return table.sets().values().stream()
        .flatMap(set -> set.elements().values().stream())
        .anyMatch(
            e ->
                e.data().isPresent()
                    && e.data().get() instanceof Verdict v
                    && v.chain().equals(chain));
  }

  private static int place(Chain chain, long handle) throws Refusal {
    for (int i = 0; i < chain.rules().size(); i++) {
      if (chain.rules().get(i).handle().equals(OptionalLong.of(handle))) {
        return i;
      }
    }
    throw new Refusal(NOT_FOUND);
  }

  private Table placed(Table table, Chain chain, int place, Rule rule, boolean replace)
      throws Refusal {
    for (String set : References.sets(rule)) {
      set(table, set);
    }
    for (String target : References.chains(rule)) {
      chain(table, target);
    }
    List<PlacedRule> rules = new ArrayList<>(chain.rules());
    PlacedRule placed = new PlacedRule(OptionalLong.of(nextHandle++), rule);
    if (replace) {
      rules.set(place, placed);
    } else {
      rules.add(place, placed);
    }
    return table.with(new Chain(chain.name(), chain.hook(), rules));
  }
}
