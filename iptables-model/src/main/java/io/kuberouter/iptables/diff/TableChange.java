package io.kuberouter.iptables.diff;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Edits of one table, made in one transaction: chains are created, edited, then deleted.
 *
 * @param chainEdits by chain, in order
 */
public record TableChange(
    String table,
    List<String> createChains,
    Map<String, List<Edit>> chainEdits,
    List<String> deleteChains) {
  public TableChange {
    createChains = List.copyOf(createChains);
    chainEdits = Collections.unmodifiableMap(new LinkedHashMap<>(chainEdits));
    deleteChains = List.copyOf(deleteChains);
  }
}
