package io.kuberouter.ipset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A set and its elements.
 *
 * @param type such as {@code hash:ip}
 * @param options behind the type, as saved
 * @param elements by their text, in the tool's order
 */
public record IpSet(
    String name, String type, boolean ipv6, String options, Map<String, SetElement> elements) {
  public IpSet {
    elements = Collections.unmodifiableMap(new LinkedHashMap<>(elements));
  }
}
