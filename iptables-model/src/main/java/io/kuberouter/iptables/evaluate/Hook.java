package io.kuberouter.iptables.evaluate;

import java.util.List;

/** A place in a packet's way through the machine, and the tables that look at it there. */
public enum Hook {
  PREROUTING("raw", "mangle", "nat"),
  INPUT("mangle", "filter", "security", "nat"),
  FORWARD("mangle", "filter", "security"),
  OUTPUT("raw", "mangle", "nat", "filter", "security"),
  POSTROUTING("mangle", "nat");

  private final List<String> tables;

  Hook(String... tables) {
    this.tables = List.of(tables);
  }

  /** {@return the tables in the order of their priorities} */
  public List<String> tables() {
    return tables;
  }
}
