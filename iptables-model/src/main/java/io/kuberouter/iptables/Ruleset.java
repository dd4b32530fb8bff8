package io.kuberouter.iptables;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All tables of one family, by name. */
public record Ruleset(IpFamily family, Map<String, Table> tables) {
  public Ruleset {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
  }

  /** {@return the rules of a chain, in order; none where there is no such chain} */
  public List<Rule> rules(String table, String chain) {
    Table found = tables.get(table);
    Chain rules = found == null ? null : found.chains().get(chain);
    return rules == null ? List.of() : rules.rules();
  }
}
