package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.number.Prefix;
import java.util.Arrays;

/**
 * Prefixes of one family ↔ small numbers, in primitive arrays: about 16 octets for each of IPv4, 25
 * of IPv6. A number stays a prefix's until it is removed. For one thread.
 */
final class PrefixIndex {

  private static final long MIX = 0x9e37_79b9_7f4a_7c15L;

  private final boolean six;

  /** The address's high bits; of IPv4 with the length in the lowest ones. */
  private long[] high;

  private long[] low;
  private byte[] length;

  /** Hash table of numbers plus one, 0 for a free place. */
  private int[] slots = new int[64];

  private int[] free = new int[16];
  private int freeCount;
  private int end;

  PrefixIndex(boolean six) {
    this.six = six;
    this.high = new long[32];
    this.low = new long[six ? 32 : 0];
    this.length = new byte[six ? 32 : 0];
  }

  private int slot(long h, long l, int len) {
    long mixed = ((six ? h ^ Long.rotateLeft(l * MIX, 23) ^ len : h | len) ^ (h >>> 29)) * MIX;
    return (int) (mixed >>> 33) & (slots.length - 1);
  }

  private boolean is(int number, long h, long l, int len) {
    return six
        ? high[number] == h && low[number] == l && (length[number] & 0xff) == len
        : high[number] == (h | len);
  }

  /** {@return a prefix's number, -1 when it has none} */
  int find(long h, long l, int len) {
    for (int at = slot(h, l, len); ; at = (at + 1) & (slots.length - 1)) {
      int entry = slots[at];
      if (entry == 0) {
        return -1;
      }
      if (is(entry - 1, h, l, len)) {
        return entry - 1;
      }
    }
  }

  /** {@return a prefix's number, a new one when it had none} */
  int add(long h, long l, int len) {
    int at = slot(h, l, len);
    while (slots[at] != 0) {
      if (is(slots[at] - 1, h, l, len)) {
        return slots[at] - 1;
      }
      at = (at + 1) & (slots.length - 1);
    }
    int number = freeCount > 0 ? free[--freeCount] : end++;
    if (number == high.length) {
      int size = high.length + (high.length >> 1);
      high = Arrays.copyOf(high, size);
      low = six ? Arrays.copyOf(low, size) : low;
      length = six ? Arrays.copyOf(length, size) : length;
    }
    high[number] = six ? h : h | len;
    if (six) {
      low[number] = l;
      length[number] = (byte) len;
    }
    slots[at] = number + 1;
    if (size() * 3 > slots.length * 2) {
      grow();
    }
    return number;
  }

  private void grow() {
    int[] old = slots;
    slots = new int[old.length * 2];
    for (int entry : old) {
      if (entry != 0) {
        int at = slot(high(entry - 1), low(entry - 1), length(entry - 1));
        while (slots[at] != 0) {
          at = (at + 1) & (slots.length - 1);
        }
        slots[at] = entry;
      }
    }
  }

  /** Takes a prefix out; its number may become another's. */
  void remove(int number) {
    int at = slot(high(number), low(number), length(number));
    while (slots[at] != number + 1) {
      at = (at + 1) & (slots.length - 1);
    }
    // moves later entries of the same run back, so that none becomes unreachable
    int hole = at;
    for (int next = (at + 1) & (slots.length - 1);
        slots[next] != 0;
        next = (next + 1) & (slots.length - 1)) {
      int entry = slots[next] - 1;
      int home = slot(high(entry), low(entry), length(entry));
      boolean reachable = hole <= next ? home > hole && home <= next : home > hole || home <= next;
      if (!reachable) {
        slots[hole] = slots[next];
        hole = next;
      }
    }
    slots[hole] = 0;
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, freeCount * 2);
    }
    free[freeCount++] = number;
  }

  /** {@return how many prefixes} */
  int size() {
    return end - freeCount;
  }

  /** {@return a number larger than every prefix's} */
  int end() {
    return end;
  }

  long high(int number) {
    return six ? high[number] : high[number] & 0xffff_ffff_0000_0000L;
  }

  long low(int number) {
    return six ? low[number] : 0;
  }

  int length(int number) {
    return six ? length[number] & 0xff : (int) high[number] & 0x3f;
  }

  Prefix prefix(int number) {
    return new Prefix(six, high(number), low(number), length(number));
  }
}
