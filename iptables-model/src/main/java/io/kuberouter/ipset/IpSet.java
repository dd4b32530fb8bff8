package io.kuberouter.ipset;

import io.kuberouter.persistent.PersistentMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A set and its elements. A changed copy shares all elements but the changed.
 *
 * @param entries the elements by their {@link #key}, in the order of the text they came from
 */
public record IpSet(
    SetDefinition definition, PersistentMap<List<ElementPart>, SetElement> entries) {

  /** {@return a set without elements} */
  public static IpSet empty(SetDefinition definition) {
    return new IpSet(definition, PersistentMap.empty());
  }

  /** {@return its name} */
  public String name() {
    return definition.name();
  }

  /** {@return the name of its type: {@code hash:ip,port}} */
  public String type() {
    return definition.type().name();
  }

  /** {@return whether its addresses are of IPv6} */
  public boolean ipv6() {
    return definition.family() == Family.INET6;
  }

  /** {@return this with an element, in the place of the one with the same key} */
  public IpSet with(SetElement element) {
    return new IpSet(definition, entries.with(key(element), element));
  }

  /** {@return this without the element of a key} */
  public IpSet without(List<ElementPart> key) {
    return new IpSet(definition, entries.without(key));
  }

  /**
   * {@return what tells the element from others: its parts; of bitmap:ip,mac the address alone,
   * whose hardware address is data}
   */
  public List<ElementPart> key(SetElement element) {
    boolean first = definition.type().isBitmap() && element.parts().size() > 1;
    return first ? List.of(element.parts().get(0)) : element.parts();
  }

  /** {@return the same elements under another definition} */
  public IpSet defined(SetDefinition other) {
    return new IpSet(other, entries);
  }

  /** {@return the elements by their text, in order; a copy} */
  public Map<String, SetElement> elements() {
    Map<String, SetElement> elements = new LinkedHashMap<>();
    entries.values().forEach(element -> elements.put(element.text(), element));
    return elements;
  }
}
