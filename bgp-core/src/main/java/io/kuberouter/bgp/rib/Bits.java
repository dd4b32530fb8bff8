package io.kuberouter.bgp.rib;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** A set of small numbers, a bit for each. For one thread. */
final class Bits {

  private long[] words = new long[16];

  /** Adds a number; {@return whether it was not there}. */
  boolean add(int number) {
    int word = number >> 6;
    if (word >= words.length) {
      words = Arrays.copyOf(words, Math.max(word + 1, words.length * 2));
    }
    long before = words[word];
    words[word] = before | (1L << number);
    return words[word] != before;
  }

  boolean contains(int number) {
    int word = number >> 6;
    return word < words.length && (words[word] & (1L << number)) != 0;
  }

  /** Takes a number out; {@return whether it was there}. */
  boolean remove(int number) {
    if (!contains(number)) {
      return false;
    }
    words[number >> 6] &= ~(1L << number);
    return true;
  }

  /** {@return the lowest number from one on, -1 when there is none} */
  int next(int from) {
    int word = from >> 6;
    if (word >= words.length) {
      return -1;
    }
    long left = words[word] & (-1L << from);
    while (left == 0) {
      if (++word == words.length) {
        return -1;
      }
      left = words[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(left);
  }

  /** Shows all numbers, in ascending order. */
  void forEach(IntConsumer to) {
    for (int word = 0; word < words.length; word++) {
      for (long left = words[word]; left != 0; left &= left - 1) {
        to.accept((word << 6) + Long.numberOfTrailingZeros(left));
      }
    }
  }
}
