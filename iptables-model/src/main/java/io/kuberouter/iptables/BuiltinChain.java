package io.kuberouter.iptables;

import java.util.List;
import java.util.Map;

/** The chains that the kernel has by itself, in the order of their hooks. */
public final class BuiltinChain {

  private static final List<String> HOOKS =
      List.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING");

  private static final Map<String, List<String>> TABLES =
      Map.of(
          "filter", List.of("INPUT", "FORWARD", "OUTPUT"),
          "nat", List.of("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"),
          "mangle", HOOKS,
          "raw", List.of("PREROUTING", "OUTPUT"),
          "security", List.of("INPUT", "FORWARD", "OUTPUT"));

  private BuiltinChain() {}

  /** {@return whether the chain belongs to the kernel} */
  public static boolean is(String chain) {
    return HOOKS.contains(chain);
  }

  /** {@return the built-in chains of a table; none of a table that there is not} */
  public static List<String> of(String table) {
    return TABLES.getOrDefault(table, List.of());
  }
}
