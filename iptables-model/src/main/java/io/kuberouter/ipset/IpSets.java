package io.kuberouter.ipset;

import io.kuberouter.persistent.PersistentMap;
import java.util.List;
import java.util.Optional;

/**
 * The sets of one network namespace. A changed copy shares all sets but the changed.
 *
 * @param byName in the order of the text they came from
 */
public record IpSets(PersistentMap<String, IpSet> byName) {

  /** {@return no sets} */
  public static IpSets empty() {
    return new IpSets(PersistentMap.empty());
  }

  /** {@return these sets} */
  public static IpSets of(Iterable<IpSet> sets) {
    return new IpSets(PersistentMap.of(sets, IpSet::name));
  }

  /** {@return the set of a name} */
  public Optional<IpSet> get(String name) {
    return byName.get(name);
  }

  /** {@return all, in order; a copy} */
  public List<IpSet> sets() {
    return byName.values();
  }

  /** {@return this with a set, in the place of the one with its name} */
  public IpSets with(IpSet set) {
    return new IpSets(byName.with(set.name(), set));
  }

  /** {@return this without the set of a name} */
  public IpSets without(String name) {
    return new IpSets(byName.without(name));
  }
}
