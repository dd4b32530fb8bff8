package io.kuberouter.iptables;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** All tables of one family, by name. */
public record Ruleset(IpFamily family, Map<String, Table> tables) {
  public Ruleset {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
  }
}
