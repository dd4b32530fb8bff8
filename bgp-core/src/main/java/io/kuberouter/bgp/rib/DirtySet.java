package io.kuberouter.bgp.rib;

/**
 * Numbers to look at, each once: in the order of their marking as long as few wait. Of many, those
 * that have no place in the queue are a bit each, and are found by their bits when it is empty. For
 * one thread.
 */
final class DirtySet {

  private static final int SMALL = 64;
  private static final int KEPT = 4096;

  /** The most numbers in the queue: 256 KiB. */
  static final int LARGE = 1 << 16;

  private final Bits marked = new Bits();
  private int[] queue = new int[SMALL];
  private int head;
  private int queued;
  private int count;

  /** Where the search by bits goes on. */
  private int cursor;

  /** Adds a number, unless it waits already. */
  void mark(int number) {
    if (!marked.add(number)) {
      return;
    }
    if (queued == count) { // none that waits by its bit alone would be overtaken
      enqueue(number);
    }
    count++;
  }

  private void enqueue(int number) {
    if (queued == LARGE) {
      return;
    }
    if (queued == queue.length) {
      int[] larger = new int[queued * 2];
      System.arraycopy(queue, head, larger, 0, queued - head);
      System.arraycopy(queue, 0, larger, queued - head, head);
      queue = larger;
      head = 0;
    }
    queue[(head + queued) & (queue.length - 1)] = number;
    queued++;
  }

  boolean contains(int number) {
    return marked.contains(number);
  }

  /** {@return a number that waits, -1 when none does} */
  int poll() {
    if (count == 0) {
      return -1;
    }
    if (queued == 0) {
      search();
    }
    int number = queue[head];
    head = (head + 1) & (queue.length - 1);
    queued--;
    count--;
    marked.remove(number);
    if (count == 0 && queue.length > KEPT) {
      queue = new int[SMALL];
      head = 0;
    }
    return number;
  }

  /** Queues as many of those that wait as have a place. */
  private void search() {
    int wanted = Math.min(count, LARGE);
    while (queued < wanted) {
      int number = marked.next(cursor);
      if (number < 0) {
        cursor = 0;
      } else {
        enqueue(number);
        cursor = number + 1;
      }
    }
  }

  int size() {
    return count;
  }

  /** {@return all that wait, for who needs the set no more} */
  Bits numbers() {
    return marked;
  }
}
