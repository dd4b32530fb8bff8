package io.kuberouter.iptables;

import io.kuberouter.persistent.PersistentMap;
import java.util.Map;
import java.util.Optional;

/**
 * A table: its chains by name, in the order of the text they came from.
 *
 * @param chains shares structure with the map it was edited from
 */
public record Table(String name, PersistentMap<String, Chain> chains) {

  /** A table of these chains. */
  public Table(String name, Map<String, Chain> chains) {
    this(name, PersistentMap.of(chains.values(), Chain::name));
  }

  /** {@return a table without chains} */
  public static Table empty(String name) {
    return new Table(name, PersistentMap.empty());
  }

  /** {@return the chain of a name} */
  public Optional<Chain> chain(String chain) {
    return chains.get(chain);
  }

  /** {@return the same with a chain put in, in place of one of its name} */
  public Table with(Chain chain) {
    return new Table(name, chains.with(chain.name(), chain));
  }

  /** {@return the same without a chain} */
  public Table without(String chain) {
    return new Table(name, chains.without(chain));
  }
}
