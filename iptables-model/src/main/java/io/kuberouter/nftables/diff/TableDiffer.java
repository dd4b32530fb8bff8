package io.kuberouter.nftables.diff;

import io.kuberouter.nftables.Chain;
import io.kuberouter.nftables.Command;
import io.kuberouter.nftables.Expression;
import io.kuberouter.nftables.Hook;
import io.kuberouter.nftables.NamedObject;
import io.kuberouter.nftables.NamedSet;
import io.kuberouter.nftables.PlacedRule;
import io.kuberouter.nftables.Rule;
import io.kuberouter.nftables.SetDefinition;
import io.kuberouter.nftables.SetElement;
import io.kuberouter.nftables.Table;
import io.kuberouter.nftables.TableKey;
import io.kuberouter.nftables.canonical.References;
import io.kuberouter.persistent.PersistentMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The changes of one table, in an order that the kernel takes: rules that go, elements that go,
 * sets and chains that nothing uses any more; then new sets and chains, their elements, their
 * rules.
 */
final class TableDiffer {

  private final TableKey key;
  private final Table from;
  private final Table to;
  private final Set<String> remadeSets = new HashSet<>();
  private final Set<String> remadeChains = new HashSet<>();
  private final List<Command> ruleDeletes = new ArrayList<>();
  private final List<Command> elementDeletes = new ArrayList<>();
  private final List<Command> deletes = new ArrayList<>();
  private final List<Command> creates = new ArrayList<>();
  private final List<Command> elementAdds = new ArrayList<>();
  private final List<Command> ruleAdds = new ArrayList<>();
  private final Map<String, Chain[]> changedChains = new LinkedHashMap<>();
  private final List<NamedObject> remadeObjects = new ArrayList<>();
  private boolean rebuild;

  TableDiffer(Table from, Table to) {
    this.key = to.key();
    this.from = from;
    this.to = to;
  }

  static List<Command> create(Table table) {
    List<Command> commands = new ArrayList<>();
    commands.add(new Command.AddTable(table.key()));
    commands.addAll(new TableDiffer(empty(table), table).commands());
    return commands;
  }

  private static Table empty(Table table) {
    return Table.empty(table.key().family(), table.key().name());
  }

  List<Command> commands() {
    objects();
    // chains first: nft sends the elements of a new map of intervals along with the map itself
    from.chains().compare(to.chains(), new Chains());
    from.sets().compare(to.sets(), new Sets());
    if (rebuild) {
      List<Command> anew = new ArrayList<>();
      anew.add(new Command.DeleteTable(key));
      anew.addAll(create(to));
      return anew;
    }
    chains();
    List<Command> all = new ArrayList<>(ruleDeletes);
    all.addAll(elementDeletes);
    all.addAll(deletes);
    all.addAll(creates);
    all.addAll(elementAdds);
    all.addAll(ruleAdds);
    return all;
  }

  /** Objects are told apart by kind and name. */
  @SuppressWarnings("ReferenceEquality") // copies of a table share them
  private void objects() {
    if (from.objects() == to.objects()) {
      return;
    }
    Map<List<String>, NamedObject> gone = byName(from.objects());
    byName(to.objects())
        .forEach(
            (name, object) -> {
              NamedObject old = gone.remove(name);
              if (old == null) {
                creates.add(new Command.AddObject(key, object));
              } else {
                change(old, object);
              }
            });
    gone.values().forEach(object -> deletes.add(new Command.DeleteObject(key, object)));
  }

  private static Map<List<String>, NamedObject> byName(List<NamedObject> objects) {
    Map<List<String>, NamedObject> byName = new LinkedHashMap<>();
    objects.forEach(object -> byName.put(List.of(object.kind(), object.name()), object));
    return byName;
  }

  private void change(NamedObject old, NamedObject object) {
    if (object instanceof NamedObject.Quota quota && old instanceof NamedObject.Quota was) {
      if (quota.bytes() != was.bytes() || quota.over() != was.over()) {
        creates.add(new Command.AddObject(key, object));
      }
    } else if (object instanceof NamedObject.Limit limit && old instanceof NamedObject.Limit was) {
      if (!limit.rate().equals(was.rate())) {
        remadeObjects.add(old);
        deletes.add(new Command.DeleteObject(key, old));
        creates.add(new Command.AddObject(key, object));
      }
    }
  }

  private final class Sets implements PersistentMap.Differences<String, NamedSet> {
    @Override
    public void removed(String name, NamedSet set) {
      deletes.add(0, new Command.DeleteSet(key, name, set.definition().isMap()));
    }

    @Override
    public void added(String name, NamedSet set) {
      creates.add(new Command.AddSet(key, set.definition()));
      if (!set.elements().isEmpty()) {
        elementAdds.add(new Command.AddElements(key, set.definition(), set.elements().values()));
      }
    }

    @Override
    public void replaced(String name, NamedSet old, NamedSet set) {
      if (!sameDefinition(old.definition(), set.definition())) {
        remadeSets.add(name);
        removed(name, old);
        added(name, set);
      } else if (!set.definition().flags().contains("dynamic")) {
        elements(old, set);
      }
    }
  }

  private void elements(NamedSet old, NamedSet set) {
    List<SetElement> gone = new ArrayList<>();
    List<SetElement> fresh = new ArrayList<>();
    old.elements()
        .compare(
            set.elements(),
            new PersistentMap.Differences<>() {
              @Override
              public void removed(Expression key, SetElement element) {
                gone.add(element);
              }

              @Override
              public void added(Expression key, SetElement element) {
                fresh.add(element);
              }

              @Override
              public void replaced(Expression key, SetElement was, SetElement element) {
                if (!was.equals(element)) {
                  gone.add(was);
                  fresh.add(element);
                }
              }
            });
    if (!gone.isEmpty()) {
      elementDeletes.add(new Command.DeleteElements(key, old.definition(), gone));
    }
    if (!fresh.isEmpty()) {
      elementAdds.add(new Command.AddElements(key, set.definition(), fresh));
    }
  }

  private final class Chains implements PersistentMap.Differences<String, Chain> {
    @Override
    public void removed(String name, Chain chain) {
      if (!chain.rules().isEmpty()) {
        ruleDeletes.add(new Command.FlushChain(key, name));
      }
      deletes.add(new Command.DeleteChain(key, name));
    }

    @Override
    public void added(String name, Chain chain) {
      creates.add(new Command.AddChain(key, chain.withRules(List.of())));
      for (PlacedRule placed : chain.rules()) {
        ruleAdds.add(new Command.AddRule(key, name, placed.rule()));
      }
    }

    @Override
    public void replaced(String name, Chain old, Chain chain) {
      if (old.hook().isPresent() != chain.hook().isPresent()) {
        rebuild = true; // rules of other chains may jump to it
      } else if (!sameHook(old.hook(), chain.hook())) {
        remadeChains.add(name);
        removed(name, old);
        added(name, chain);
      } else {
        if (!policy(old).equals(policy(chain))) {
          creates.add(new Command.AddChain(key, chain.withRules(List.of())));
        }
        changedChains.put(name, new Chain[] {old, chain});
      }
    }
  }

  private static Optional<String> policy(Chain chain) {
    return chain.hook().map(Hook::policy);
  }

  private static boolean sameHook(Optional<Hook> a, Optional<Hook> b) {
    return a.isEmpty()
        || b.isEmpty()
        || (a.get().type().equals(b.get().type())
            && a.get().hook().equals(b.get().hook())
            && a.get().priority() == b.get().priority());
  }

  private boolean usesRemade(Rule rule) {
    return (!remadeSets.isEmpty() && References.sets(rule).stream().anyMatch(remadeSets::contains))
        || remadeObjects.stream().anyMatch(object -> References.uses(rule, object));
  }

  /** Rules that use what is made anew go and come back, in every chain. */
  private void chains() {
    if (!remadeSets.isEmpty() || !remadeObjects.isEmpty()) {
      for (Chain chain : from.chains().values()) {
        Optional<Chain> wanted = to.chain(chain.name());
        if (wanted.isPresent() && !remadeChains.contains(chain.name())) {
          changedChains.putIfAbsent(chain.name(), new Chain[] {chain, wanted.get()});
        }
      }
    }
    boolean mayReplace = deletes.isEmpty();
    changedChains.forEach(
        (name, pair) -> {
          ChainDiffer differ = new ChainDiffer(key, this::usesRemade, mayReplace);
          differ.diff(pair[0], pair[1]);
          ruleDeletes.addAll(differ.deletes());
          ruleAdds.addAll(differ.adds());
        });
  }

  private static boolean sameDefinition(SetDefinition a, SetDefinition b) {
    boolean sized = b.size().isPresent() || !b.flags().contains("dynamic");
    return compared(a, sized).equals(compared(b, sized));
  }

  /**
   * Without the comment, which nft 1.0.6 does not take from JSON; without what is not listed,
   * dynamic, and the size that the kernel gives such sets.
   */
  private static SetDefinition compared(SetDefinition set, boolean sized) {
    List<String> flags = set.flags().stream().filter(f -> !f.equals("dynamic")).sorted().toList();
    return new SetDefinition(
        set.name(),
        set.keyType(),
        set.dataType(),
        flags,
        set.timeout(),
        set.gcInterval(),
        sized ? set.size() : OptionalLong.empty(),
        set.policy(),
        Optional.empty(),
        set.statements());
  }
}
