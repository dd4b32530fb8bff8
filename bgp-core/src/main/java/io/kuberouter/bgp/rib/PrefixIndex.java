package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.number.Prefix;

/**
 * Prefixes of one family ↔ small numbers, in primitive arrays: 12 octets for each of IPv4, 24 of
 * IPv6, and 11 to 21 of a hash table. A number stays a prefix's until it is removed. For one
 * thread.
 *
 * <pre>
 * IPv4   address, length, first route            IPv6   address: 4 words, length, first route
 * </pre>
 */
final class PrefixIndex {

  private static final long MIX = 0x9e37_79b9_7f4a_7c15L;
  private static final int NONE = -1;

  private final boolean six;
  private final int lengthAt;
  private final int firstAt;
  private final IntRows rows;
  private final IntSlots slots;

  PrefixIndex(boolean six) {
    this.six = six;
    this.lengthAt = six ? 4 : 1;
    this.firstAt = lengthAt + 1;
    this.rows = new IntRows(firstAt + 1);
    this.slots = new IntSlots(6);
  }

  private int hash(long high, long low, int length) {
    long folded =
        six
            ? high ^ Long.rotateLeft(low * MIX, 23) ^ length
            : (high >>> 32) ^ ((long) length << 32);
    return (int) ((folded * MIX) >>> 32);
  }

  private boolean is(int number, long high, long low, int length) {
    int[] page = rows.page(number);
    int at = rows.at(number);
    return page[at] == (int) (high >>> 32)
        && page[at + lengthAt] == length
        && (!six
            || (page[at + 1] == (int) high
                && page[at + 2] == (int) (low >>> 32)
                && page[at + 3] == (int) low));
  }

  /** {@return a prefix's number, -1 when it has none} */
  int find(long high, long low, int length) {
    int hash = hash(high, low, length);
    for (int slot = slots.home(hash); slots.isTaken(slot); slot = slots.after(slot)) {
      if (slots.has(slot, hash) && is(slots.number(slot), high, low, length)) {
        return slots.number(slot);
      }
    }
    return NONE;
  }

  /** {@return a prefix's number, a new one without routes when it had none} */
  int add(long high, long low, int length) {
    int hash = hash(high, low, length);
    int slot = slots.home(hash);
    for (; slots.isTaken(slot); slot = slots.after(slot)) {
      if (slots.has(slot, hash) && is(slots.number(slot), high, low, length)) {
        return slots.number(slot);
      }
    }
    int number = rows.add();
    int[] page = rows.page(number);
    int at = rows.at(number);
    page[at] = (int) (high >>> 32);
    if (six) {
      page[at + 1] = (int) high;
      page[at + 2] = (int) (low >>> 32);
      page[at + 3] = (int) low;
    }
    page[at + lengthAt] = length;
    page[at + firstAt] = NONE;
    slots.fill(slot, number, hash, rows.size());
    return number;
  }

  /** Takes a prefix out; its number may become another's. */
  void remove(int number) {
    slots.remove(number, hash(high(number), low(number), length(number)));
    rows.remove(number);
  }

  /** {@return how many prefixes} */
  int size() {
    return rows.size();
  }

  /** {@return a number larger than every prefix's} */
  int end() {
    return rows.end();
  }

  /** {@return the first of the routes to a prefix, also of a number that is nobody's; or -1} */
  int first(int number) {
    return rows.get(number, firstAt);
  }

  void setFirst(int number, int route) {
    rows.set(number, firstAt, route);
  }

  /** Writes a prefix. */
  void write(int number, int pathId, RouteWriter out) {
    int[] page = rows.page(number);
    int at = rows.at(number);
    if (six) {
      out.add(high(number), low(number), page[at + lengthAt], pathId);
    } else {
      out.add((long) page[at] << 32, 0, page[at + 1], pathId);
    }
  }

  long high(int number) {
    int[] page = rows.page(number);
    int at = rows.at(number);
    return ((long) page[at] << 32) | (six ? page[at + 1] & 0xffff_ffffL : 0);
  }

  long low(int number) {
    if (!six) {
      return 0;
    }
    int[] page = rows.page(number);
    int at = rows.at(number);
    return ((long) page[at + 2] << 32) | (page[at + 3] & 0xffff_ffffL);
  }

  int length(int number) {
    return rows.get(number, lengthAt);
  }

  Prefix prefix(int number) {
    return new Prefix(six, high(number), low(number), length(number));
  }
}
