package io.kuberouter.bgp.rib;

/** Numbers to look at, each once, in the order of their marking. For one thread. */
final class DirtySet {

  private static final int SMALL = 64;
  private static final int LARGE = 1 << 16;

  private final Bits marked = new Bits();
  private int[] queue = new int[SMALL];
  private int head;
  private int count;

  /** Adds a number, unless it waits already. */
  void mark(int number) {
    if (!marked.add(number)) {
      return;
    }
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
    return marked.contains(number);
  }

  /** {@return the number that waits longest, -1 when none waits} */
  int poll() {
    if (count == 0) {
      return -1;
    }
    int number = queue[head];
    head = (head + 1) & (queue.length - 1);
    count--;
    marked.remove(number);
    if (count == 0 && queue.length > LARGE) {
      queue = new int[SMALL];
      head = 0;
    }
    return number;
  }

  int size() {
    return count;
  }
}
