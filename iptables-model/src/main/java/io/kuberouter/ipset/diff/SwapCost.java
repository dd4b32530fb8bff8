package io.kuberouter.ipset.diff;

/** When filling a set anew and swapping it in takes less time than changing its elements. */
final class SwapCost {

  /** What a swap's create, swap and destroy cost, in lines of elements. */
  static final int LINES = 64;

  private SwapCost() {}

  static boolean isCheaper(int changes, int wanted) {
    return changes > (long) wanted + LINES;
  }
}
