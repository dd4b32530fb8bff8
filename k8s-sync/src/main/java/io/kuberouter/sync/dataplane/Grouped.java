package io.kuberouter.sync.dataplane;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Things by what they belong to; a group ends with its last one. Not thread safe. */
final class Grouped<K, V> {

  private final Map<K, Set<V>> groups = new HashMap<>();

  boolean isEmpty() {
    return groups.isEmpty();
  }

  void clear() {
    groups.clear();
  }

  void add(K group, V member) {
    groups.computeIfAbsent(group, g -> new LinkedHashSet<>()).add(member);
  }

  void remove(K group, V member) {
    Set<V> members = groups.get(group);
    if (members != null && members.remove(member) && members.isEmpty()) {
      groups.remove(group);
    }
  }

  /** Ends a group; {@return what belonged to it} */
  Set<V> removeAll(K group) {
    Set<V> members = groups.remove(group);
    return members == null ? Set.of() : members;
  }

  /** {@return what belongs to it for the longest time; empty for nothing} */
  Optional<V> first(K group) {
    Set<V> members = groups.get(group);
    return members == null ? Optional.empty() : Optional.of(members.iterator().next());
  }
}
