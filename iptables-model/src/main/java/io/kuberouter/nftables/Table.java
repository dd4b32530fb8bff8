package io.kuberouter.nftables;

import io.kuberouter.persistent.PersistentMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table.
 *
 * @param chains by name
 * @param sets and maps by name
 * @param objects counters, quotas, limits, and others
 */
public record Table(
    TableKey key,
    PersistentMap<String, Chain> chains,
    PersistentMap<String, NamedSet> sets,
    List<NamedObject> objects) {
  public Table {
    objects = List.copyOf(objects);
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
    return new Table(key, chains.with(chain.name(), chain), sets, objects);
  }

  /** {@return this with a set, in the place of the one with its name} */
  public Table with(NamedSet set) {
    return new Table(key, chains, sets.with(set.name(), set), objects);
  }

  /** {@return this without a chain} */
  public Table withoutChain(String name) {
    return new Table(key, chains.without(name), sets, objects);
  }

  /** {@return this without a set} */
  public Table withoutSet(String name) {
    return new Table(key, chains, sets.without(name), objects);
  }

  /** {@return the object of a kind and name} */
  public Optional<NamedObject> object(String kind, String name) {
    return objects.stream().filter(o -> o.kind().equals(kind) && o.name().equals(name)).findFirst();
  }

  /** {@return this with these objects in place of those it had} */
  public Table withObjects(List<NamedObject> those) {
    return new Table(key, chains, sets, those);
  }

  /** {@return this with an object, in the place of the one of its kind and name} */
  public Table with(NamedObject object) {
    List<NamedObject> all = new ArrayList<>(withoutObject(object).objects);
    all.add(object);
    return withObjects(all);
  }

  /** {@return this without the object of that kind and name} */
  public Table withoutObject(NamedObject object) {
    List<NamedObject> rest = new ArrayList<>(objects);
    rest.removeIf(o -> o.kind().equals(object.kind()) && o.name().equals(object.name()));
    return withObjects(rest);
  }
}
