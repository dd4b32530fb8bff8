package io.kuberouter.nftables;

import io.kuberouter.nftables.json.Json;
import io.kuberouter.persistent.PersistentMap;
import java.util.List;
import java.util.Optional;

/**
 * A table.
 *
 * @param chains by name
 * @param sets and maps by name
 * @param others counters, quotas, flow tables and so on, as JSON; they are kept and made, not
 *     compared in parts
 */
public record Table(
    TableKey key,
    PersistentMap<String, Chain> chains,
    PersistentMap<String, NamedSet> sets,
    List<Json> others) {
  public Table {
    others = List.copyOf(others);
  }

  /** {@return a table without anything in it} */
  public static Table empty(Family family, String name) {
    return new Table(
        new TableKey(family, name), PersistentMap.empty(), PersistentMap.empty(), List.of());
  }

  /** {@return a chain} */
  public Optional<Chain> chain(String name) {
    return chains.get(name);
  }

  /** {@return a set or map} */
  public Optional<NamedSet> set(String name) {
    return sets.get(name);
  }

  /** {@return this with a chain, in the place of the one with its name} */
  public Table with(Chain chain) {
    return new Table(key, chains.with(chain.name(), chain), sets, others);
  }

  /** {@return this with a set, in the place of the one with its name} */
  public Table with(NamedSet set) {
    return new Table(key, chains, sets.with(set.name(), set), others);
  }

  /** {@return this without a chain} */
  public Table withoutChain(String name) {
    return new Table(key, chains.without(name), sets, others);
  }

  /** {@return this without a set} */
  public Table withoutSet(String name) {
    return new Table(key, chains, sets.without(name), others);
  }

  /** {@return this with other objects} */
  public Table withOthers(List<Json> objects) {
    return new Table(key, chains, sets, objects);
  }
}
