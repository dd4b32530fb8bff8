package io.kuberouter.iptables;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A table: its chains by name, in the order of the tool. */
public record Table(String name, Map<String, Chain> chains) {
  public Table {
    chains = Collections.unmodifiableMap(new LinkedHashMap<>(chains));
  }
}
