package io.kuberouter.bgp.rib;

import java.util.Arrays;

/**
 * Prefixes that are told together, by what they share: room that all neighbours use in turn, each
 * within one call. Groups and the prefixes of a group keep the order in which they came.
 */
final class PrefixGroups {

  /** Prefixes at most. */
  static final int LIMIT = 16_384;

  private static final int SLOTS = LIMIT * 2;
  private static final int NONE = -1;

  private final int[] prefixes = new int[LIMIT];
  private final int[] following = new int[LIMIT];
  private int size;

  // of each group
  private final long[] keys = new long[LIMIT];
  private final int[] heads = new int[LIMIT];
  private final int[] tails = new int[LIMIT];
  private int groups;

  /** Hash table of groups plus one, 0 for a free place. */
  private final int[] slots = new int[SLOTS];

  private int last = NONE;

  private final int[] gone = new int[LIMIT];
  private int goneCount;

  private static int home(long key) {
    return (int) ((key * 0x9e37_79b9_7f4a_7c15L) >>> 40) & (SLOTS - 1);
  }

  /** Forgets all. */
  void clear() {
    if (groups > LIMIT / 8) {
      Arrays.fill(slots, 0);
    } else {
      for (int group = groups - 1; group >= 0; group--) {
        slots[slot(keys[group])] = 0; // the last first, so that those before are still found
      }
    }
    groups = 0;
    size = 0;
    goneCount = 0;
    last = NONE;
  }

  private int slot(long key) {
    int slot = home(key);
    while (slots[slot] != 0 && keys[slots[slot] - 1] != key) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }

  /** Adds a prefix to the group of a key; there must be room. */
  void add(int prefix, long key) {
    int group = last != NONE && keys[last] == key ? last : group(key);
    prefixes[size] = prefix;
    following[size] = NONE;
    if (heads[group] == NONE) {
      heads[group] = size;
    } else {
      following[tails[group]] = size;
    }
    tails[group] = size++;
    last = group;
  }

  private int group(long key) {
    int slot = slot(key);
    if (slots[slot] == 0) {
      keys[groups] = key;
      heads[groups] = NONE;
      slots[slot] = ++groups;
    }
    return slots[slot] - 1;
  }

  /** Adds a prefix that is told no more. */
  void addGone(int prefix) {
    gone[goneCount++] = prefix;
  }

  /** {@return how many are told no more} */
  int goneCount() {
    return goneCount;
  }

  int gone(int at) {
    return gone[at];
  }

  /** {@return whether there is no room for one more} */
  boolean isFull() {
    return size + goneCount == LIMIT;
  }

  /** {@return how many groups} */
  int count() {
    return groups;
  }

  /** {@return where the first prefix of a group is} */
  int head(int group) {
    return heads[group];
  }

  /** {@return where the next prefix of the same group is, -1 behind the last} */
  int after(int at) {
    return following[at];
  }

  long key(int group) {
    return keys[group];
  }

  int prefix(int at) {
    return prefixes[at];
  }
}
