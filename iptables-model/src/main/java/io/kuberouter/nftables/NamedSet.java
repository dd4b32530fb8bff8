package io.kuberouter.nftables;

import io.kuberouter.persistent.PersistentMap;

/** A set or map of a table, with its elements by key. */
public record NamedSet(SetDefinition definition, PersistentMap<Expression, SetElement> elements) {

  /** {@return a set without elements} */
  public static NamedSet empty(SetDefinition definition) {
    return new NamedSet(definition, PersistentMap.empty());
  }

  /** {@return its name} */
  public String name() {
    return definition.name();
  }

  /** {@return this with an element, in the place of the one with its key} */
  public NamedSet with(SetElement element) {
    return new NamedSet(definition, elements.with(element.key(), element));
  }

  /** {@return this without the element of a key} */
  public NamedSet without(Expression key) {
    return new NamedSet(definition, elements.without(key));
  }
}
