package io.kuberouter.bgp.rib;

import java.util.Arrays;

/**
 * Numbered rows of some words each, in pages: growing copies nothing and leaves nothing behind, and
 * a row lies in one or two cache lines. Rows that are given back are used again. For one thread.
 */
final class IntRows {

  private static final int PAGE_BITS = 12;
  private static final int IN_PAGE = (1 << PAGE_BITS) - 1;
  private static final int NONE = -1;

  private final int width;
  private int[][] pages = new int[4][];
  private int firstFree = NONE;
  private int freeCount;
  private int end;

  /**
   * Creates no rows.
   *
   * @param width words of a row, of which the first is not its user's while the row is free
   */
  IntRows(int width) {
    this.width = width;
  }

  /** {@return the number of a row whose words are what they were} */
  int add() {
    if (firstFree != NONE) {
      int row = firstFree;
      firstFree = get(row, 0);
      freeCount--;
      return row;
    }
    int page = end >> PAGE_BITS;
    if (page == pages.length) {
      pages = Arrays.copyOf(pages, page * 2);
    }
    if ((end & IN_PAGE) == 0) {
      pages[page] = new int[(1 << PAGE_BITS) * width];
    }
    return end++;
  }

  /** Gives a row back. */
  void remove(int row) {
    set(row, 0, firstFree);
    firstFree = row;
    freeCount++;
  }

  /** {@return the page in which a row is, at {@link #at}} */
  int[] page(int row) {
    return pages[row >> PAGE_BITS];
  }

  /** {@return where in its page a row begins} */
  int at(int row) {
    return (row & IN_PAGE) * width;
  }

  int get(int row, int word) {
    return pages[row >> PAGE_BITS][(row & IN_PAGE) * width + word];
  }

  void set(int row, int word, int value) {
    pages[row >> PAGE_BITS][(row & IN_PAGE) * width + word] = value;
  }

  /** {@return a number larger than every row's} */
  int end() {
    return end;
  }

  /** {@return how many rows are in use} */
  int size() {
    return end - freeCount;
  }
}
