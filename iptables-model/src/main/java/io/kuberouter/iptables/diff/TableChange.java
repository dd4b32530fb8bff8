package io.kuberouter.iptables.diff;

import io.kuberouter.iptables.ChainPolicy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Edits of one table, made in one transaction, in this order: chains are renamed, created, given
 * policies, edited, then emptied and deleted.
 *
 * @param renames old names to new; rules that jump to a chain follow it by themselves
 * @param createChains those that are jumped to before those that jump
 * @param policies of built-in chains
 * @param chainEdits by chain, under its new name, in order
 * @param deleteChains those that jump before those that are jumped to
 */
public record TableChange(
    String table,
    Map<String, String> renames,
    List<String> createChains,
    Map<String, ChainPolicy> policies,
    Map<String, List<Edit>> chainEdits,
    List<String> deleteChains) {
  public TableChange {
    renames = Collections.unmodifiableMap(new LinkedHashMap<>(renames));
    createChains = List.copyOf(createChains);
    policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
    chainEdits = Collections.unmodifiableMap(new LinkedHashMap<>(chainEdits));
    deleteChains = List.copyOf(deleteChains);
  }

  /** A change without renames and policies. */
  public TableChange(
      String table,
      List<String> createChains,
      Map<String, List<Edit>> chainEdits,
      List<String> deleteChains) {
    this(table, Map.of(), createChains, Map.of(), chainEdits, deleteChains);
  }

  /** {@return whether there is nothing to do} */
  public boolean isEmpty() {
    return renames.isEmpty()
        && createChains.isEmpty()
        && policies.isEmpty()
        && chainEdits.isEmpty()
        && deleteChains.isEmpty();
  }
}
