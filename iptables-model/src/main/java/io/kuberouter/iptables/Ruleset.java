package io.kuberouter.iptables;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All tables of one family, by name. Edited copies share what did not change. */
public record Ruleset(IpFamily family, Map<String, Table> tables) {
  public Ruleset {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
  }

  /** {@return the rules of a chain, in order; none where there is no such chain} */
  public List<Rule> rules(String table, String chain) {
    return chain(table, chain).<List<Rule>>map(Chain::rules).orElse(List.of());
  }

  /** {@return the table of a name} */
  public Optional<Table> table(String table) {
    return Optional.ofNullable(tables.get(table));
  }

  /** {@return a chain of a table} */
  public Optional<Chain> chain(String table, String chain) {
    Table found = tables.get(table);
    return found == null ? Optional.empty() : found.chain(chain);
  }

  /** {@return the same with a table put in, in place of one of its name} */
  public Ruleset with(Table table) {
    Map<String, Table> copy = new LinkedHashMap<>(tables);
    copy.put(table.name(), table);
    return new Ruleset(family, copy);
  }

  /** {@return the same with a chain put in, in place of one of its name} */
  public Ruleset with(String table, Chain chain) {
    Table found = tables.get(table);
    return with((found == null ? Table.empty(table) : found).with(chain));
  }

  /** {@return the same without a chain} */
  public Ruleset without(String table, String chain) {
    Table found = tables.get(table);
    return found == null ? this : with(found.without(chain));
  }
}
