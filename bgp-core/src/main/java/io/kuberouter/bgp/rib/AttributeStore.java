package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttribute;
import io.kuberouter.bgp.attribute.PathAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that routes share, each kept once and known by a number while something holds it. For
 * one thread.
 */
final class AttributeStore {

  private static final int MOST_NEXT_HOPS = 4096;
  private static final int PAGE_BITS = 10;
  private static final int IN_PAGE = (1 << PAGE_BITS) - 1;

  // words of a row; the first is the row's own while it is free
  private static final int HASH = 0;
  private static final int HOLDERS = 1;

  private final Map<PathAttribute, PathAttribute> nextHops = new HashMap<>();
  private final UnaryOperator<PathAttribute> canonical = this::canonical;
  private PathAttribute lastHop = Origin.INCOMPLETE; // none yet
  private final IntRows rows = new IntRows(2);
  private final IntSlots slots = new IntSlots(7);
  private @Nullable PathAttributes[][] values = new PathAttributes[4][];

  private static int hash(PathAttributes attributes) {
    int hash = attributes.hashCode();
    return (hash ^ (hash >>> 15)) * 0x9e37_79b9;
  }

  /** {@return the number of the attributes, held once more} */
  int acquire(PathAttributes attributes) {
    int hash = hash(attributes);
    int slot = slots.home(hash);
    for (; slots.isTaken(slot); slot = slots.after(slot)) {
      int number = slots.number(slot);
      if (slots.has(slot, hash) && attributes.equals(get(number))) {
        retain(number, 1);
        return number;
      }
    }
    int number = rows.add();
    rows.set(number, HASH, hash);
    rows.set(number, HOLDERS, 1);
    attributes.share(canonical);
    put(number, attributes);
    slots.fill(slot, number, hash, rows.size());
    return number;
  }

  private void put(int number, @Nullable PathAttributes attributes) {
    int page = number >> PAGE_BITS;
    if (page >= values.length) {
      values = Arrays.copyOf(values, page * 2);
    }
    if (values[page] == null) {
      values[page] = new PathAttributes[1 << PAGE_BITS];
    }
    values[page][number & IN_PAGE] = attributes;
  }

  private @Nullable PathAttributes value(int number) {
    return values[number >> PAGE_BITS][number & IN_PAGE];
  }

  /** There are few next hops, and each is four objects. */
  private PathAttribute canonical(PathAttribute attribute) {
    if (!(attribute instanceof NextHop)) {
      return attribute;
    }
    if (attribute.equals(lastHop)) {
      return lastHop;
    }
    lastHop = canonicalHop(attribute);
    return lastHop;
  }

  private PathAttribute canonicalHop(PathAttribute attribute) {
    PathAttribute known = nextHops.get(attribute);
    if (known != null) {
      return known;
    }
    if (nextHops.size() < MOST_NEXT_HOPS) {
      nextHops.put(attribute, attribute);
    }
    return attribute;
  }

  /** Holds attributes some more times. */
  void retain(int number, int times) {
    rows.set(number, HOLDERS, rows.get(number, HOLDERS) + times);
  }

  /** Lets attributes go once. */
  void release(int number) {
    int left = rows.get(number, HOLDERS) - 1;
    rows.set(number, HOLDERS, left);
    if (left == 0) {
      slots.remove(number, rows.get(number, HASH));
      put(number, null);
      rows.remove(number);
    }
  }

  /** {@return the attributes of a number that is held} */
  PathAttributes get(int number) {
    PathAttributes attributes = value(number);
    if (attributes == null) {
      throw new IllegalStateException("attributes " + number + " are held by nothing");
    }
    return attributes;
  }

  /** {@return how many different ones} */
  int size() {
    return rows.size();
  }
}
