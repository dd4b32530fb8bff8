package io.kuberouter.iptables.evaluate;

import java.util.List;

/** A place in a packet's way through the machine. */
public enum Hook {
  PREROUTING,
  INPUT,
  FORWARD,
  OUTPUT,
  POSTROUTING;

  /** {@return the tables that look at packets there, in the order of their priorities} */
  public List<String> tables() {
    return switch (this) {
      case PREROUTING -> List.of("raw", "mangle", "nat");
      case INPUT -> List.of("mangle", "filter", "security", "nat");
      case FORWARD -> List.of("mangle", "filter", "security");
      case OUTPUT -> List.of("raw", "mangle", "nat", "filter", "security");
      case POSTROUTING -> List.of("mangle", "nat");
    };
  }
}
