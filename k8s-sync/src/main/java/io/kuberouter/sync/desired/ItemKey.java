package io.kuberouter.sync.desired;

import java.util.Comparator;

/**
 * What tells one item from another.
 *
 * @param id unique in its kind, and readable
 */
public record ItemKey(ItemKind kind, String id) implements Comparable<ItemKey> {

  private static final Comparator<ItemKey> ORDER =
      Comparator.comparing(ItemKey::kind).thenComparing(ItemKey::id);

  @Override
  public int compareTo(ItemKey other) {
    return ORDER.compare(this, other);
  }
}
