package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.PathAttribute;
import io.kuberouter.bgp.attribute.PathAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that routes share, each kept once and known by a number while something holds it. For
 * one thread.
 */
final class AttributeStore {

  private static final int MOST_NEXT_HOPS = 4096;

  private final Map<PathAttribute, PathAttribute> nextHops = new HashMap<>();
  private @Nullable PathAttributes[] values = new PathAttributes[64];
  private int[] holders = new int[64];
  private int[] slots = new int[128];
  private int[] free = new int[16];
  private int freeCount;
  private int end;

  private int slot(PathAttributes attributes) {
    int hash = attributes.hashCode() * 0x9e37_79b9;
    return (hash ^ (hash >>> 15)) & (slots.length - 1);
  }

  /** {@return the number of the attributes, held once more} */
  int acquire(PathAttributes attributes) {
    int at = slot(attributes);
    while (slots[at] != 0) {
      int number = slots[at] - 1;
      if (attributes.equals(values[number])) {
        holders[number]++;
        return number;
      }
      at = (at + 1) & (slots.length - 1);
    }
    int number = freeCount > 0 ? free[--freeCount] : end++;
    if (number == values.length) {
      int size = number + (number >> 1);
      values = Arrays.copyOf(values, size);
      holders = Arrays.copyOf(holders, size);
    }
    attributes.share(this::canonical);
    values[number] = attributes;
    holders[number] = 1;
    slots[at] = number + 1;
    if (size() * 3 > slots.length * 2) {
      grow();
    }
    return number;
  }

  /** There are few next hops, and each is four objects. */
  private PathAttribute canonical(PathAttribute attribute) {
    if (!(attribute instanceof NextHop)) {
      return attribute;
    }
    PathAttribute known = nextHops.get(attribute);
    if (known != null) {
      return known;
    }
    if (nextHops.size() < MOST_NEXT_HOPS) {
      nextHops.put(attribute, attribute);
    }
    return attribute;
  }

  private void grow() {
    int[] old = slots;
    slots = new int[old.length * 2];
    for (int entry : old) {
      if (entry != 0) {
        int at = slot(get(entry - 1));
        while (slots[at] != 0) {
          at = (at + 1) & (slots.length - 1);
        }
        slots[at] = entry;
      }
    }
  }

  /** Holds attributes once more. */
  void retain(int number) {
    holders[number]++;
  }

  /** Lets attributes go once. */
  void release(int number) {
    if (--holders[number] > 0) {
      return;
    }
    int at = slot(get(number));
    while (slots[at] != number + 1) {
      at = (at + 1) & (slots.length - 1);
    }
    int hole = at;
    for (int next = (at + 1) & (slots.length - 1);
        slots[next] != 0;
        next = (next + 1) & (slots.length - 1)) {
      int home = slot(get(slots[next] - 1));
      boolean reachable = hole <= next ? home > hole && home <= next : home > hole || home <= next;
      if (!reachable) {
        slots[hole] = slots[next];
        hole = next;
      }
    }
    slots[hole] = 0;
    values[number] = null;
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, freeCount * 2);
    }
    free[freeCount++] = number;
  }

  /** {@return the attributes of a number that is held} */
  PathAttributes get(int number) {
    PathAttributes attributes = values[number];
    if (attributes == null) {
      throw new IllegalStateException("attributes " + number + " are held by nothing");
    }
    return attributes;
  }

  /** {@return how many different ones} */
  int size() {
    return end - freeCount;
  }
}
