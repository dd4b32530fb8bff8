package io.kuberouter.bgp.rib;

import java.util.Arrays;

/** Numbers to look at, each once, in the order of their marking. For one thread. */
final class DirtySet {

  private long[] marked = new long[16];
  private int[] queue = new int[64];
  private int head;
  private int count;

  /** Adds a number, unless it waits already. */
  void mark(int number) {
    int word = number >> 6;
    if (word >= marked.length) {
      marked = Arrays.copyOf(marked, Math.max(word + 1, marked.length * 2));
    }
    long bit = 1L << number;
    if ((marked[word] & bit) != 0) {
      return;
    }
    marked[word] |= bit;
    if (count == queue.length) {
      int[] larger = new int[count * 2];
      System.arraycopy(queue, head, larger, 0, count - head);
      System.arraycopy(queue, 0, larger, count - head, head);
      queue = larger;
      head = 0;
    }
    queue[(head + count) & (queue.length - 1)] = number;
    count++;
  }

  boolean contains(int number) {
    int word = number >> 6;
    return word < marked.length && (marked[word] & (1L << number)) != 0;
  }

  /** {@return the number that waits longest, -1 when none waits} */
  int poll() {
    if (count == 0) {
      if (queue.length > 1 << 16) {
        queue = new int[64];
        head = 0;
      }
      return -1;
    }
    int number = queue[head];
    head = (head + 1) & (queue.length - 1);
    count--;
    marked[number >> 6] &= ~(1L << number);
    return number;
  }

  int size() {
    return count;
  }

  void clear() {
    marked = new long[16];
    queue = new int[64];
    head = 0;
    count = 0;
  }
}
