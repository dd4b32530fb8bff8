package io.kuberouter.nftables.diff;

import io.kuberouter.nftables.Command;
import io.kuberouter.nftables.Ruleset;
import io.kuberouter.nftables.Table;
import io.kuberouter.nftables.TableKey;
import io.kuberouter.persistent.PersistentMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Compares rulesets by table, chain, rule and element. Time and memory follow what the two sides do
 * not share. Rules are compared in their canonical form; elements of the wanted side are
 * {@linkplain io.kuberouter.nftables.canonical.RulesetCanonicalizer canonical} already.
 *
 * <p>Not compared, for {@code nft -j} 1.0.6 does not tell it: comments of tables, chains and sets,
 * a table's flags, the device of a hook, {@code auto-merge}, the flag {@code dynamic}. Nor what the
 * kernel changes by itself: what is counted, when an element expires, elements of sets that packets
 * fill, which are those with the flag {@code dynamic} on the wanted side.
 */
public final class RulesetDiffer {

  private RulesetDiffer() {}

  /**
   * {@return what turns the first ruleset into the second}
   *
   * @param from with the handles of its rules, as listed; a chain of which one has none is filled
   *     anew where it differs
   * @param owned the tables of the caller: no command is made for another
   * @throws IllegalArgumentException where a table that is wanted is not owned
   */
  public static RulesetDiff diff(Ruleset from, Ruleset to, Predicate<TableKey> owned) {
    List<Command> deletes = new ArrayList<>();
    List<Command> changes = new ArrayList<>();
    from.tables()
        .compare(
            to.tables(),
            new PersistentMap.Differences<>() {
              @Override
              public void removed(TableKey key, Table table) {
                if (owned.test(key)) {
                  deletes.add(new Command.DeleteTable(key));
                }
              }

              @Override
              public void added(TableKey key, Table table) {
                check(owned, key);
                changes.addAll(TableDiffer.create(table));
              }

              @Override
              public void replaced(TableKey key, Table old, Table table) {
                if (owned.test(key)) {
                  changes.addAll(new TableDiffer(old, table).commands());
                } else if (!old.equals(table)) {
                  check(owned, key);
                }
              }
            });
    deletes.addAll(changes);
    return new RulesetDiff(deletes);
  }

  private static void check(Predicate<TableKey> owned, TableKey key) {
    if (!owned.test(key)) {
      throw new IllegalArgumentException(
          "table " + key.text() + " is not ours: leave it out of what is wanted, or own it");
    }
  }
}
