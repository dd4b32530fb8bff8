package io.kuberouter.nftables;

import io.kuberouter.persistent.PersistentMap;
import java.util.List;
import java.util.Optional;

/** All tables of a network namespace, in order. A changed copy shares all but what changed. */
public record Ruleset(PersistentMap<TableKey, Table> tables) {

  /** {@return no tables} */
  public static Ruleset empty() {
    return new Ruleset(PersistentMap.empty());
  }

  /** {@return these tables} */
  public static Ruleset of(List<Table> tables) {
    return new Ruleset(PersistentMap.of(tables, Table::key));
  }

  /** {@return a table} */
  public Optional<Table> table(TableKey key) {
    return tables.get(key);
  }

  /** {@return this with a table, in the place of the one with its key} */
  public Ruleset with(Table table) {
    return new Ruleset(tables.with(table.key(), table));
  }

  /** {@return this without a table} */
  public Ruleset without(TableKey key) {
    return new Ruleset(tables.without(key));
  }
}
