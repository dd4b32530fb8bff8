package io.kuberouter.iptables.diff;

import io.kuberouter.iptables.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * The fewest edits from one list of rules to another (Myers 1986, "An O(ND) difference algorithm"),
 * so that rules that stay keep their counters. Where the lists have little in common, everything
 * between the common start and end is replaced.
 */
public final class ChainDiffer {

  private static final int MOST_EDITS = 512;

  private ChainDiffer() {}

  /** {@return the edits that make {@code to} of {@code from}} */
  public static List<Edit> diff(List<Rule> from, List<Rule> to) {
    int start = 0;
    int shorter = Math.min(from.size(), to.size());
    while (start < shorter && from.get(start).equals(to.get(start))) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && from.get(from.size() - 1 - end).equals(to.get(to.size() - 1 - end))) {
      end++;
    }
    List<Rule> a = from.subList(start, from.size() - end);
    List<Rule> b = to.subList(start, to.size() - end);
    List<Edit> edits = new ArrayList<>();
    boolean[] keepA = new boolean[a.size()];
    boolean[] keepB = new boolean[b.size()];
    if (!a.isEmpty() && !b.isEmpty()) {
      common(a, b, keepA, keepB);
    }
    int i = 0;
    int j = 0;
    int position = start + 1;
    while (i < a.size() || j < b.size()) {
      if (i < a.size() && !keepA[i]) {
        edits.add(new Edit.Delete(position));
        i++;
      } else if (j < b.size() && !keepB[j]) {
        edits.add(new Edit.Insert(position++, b.get(j++)));
      } else {
        i++;
        j++;
        position++;
      }
    }
    return edits;
  }

  /** Marks a longest common subsequence, unless it takes too many edits to reach. */
  private static void common(List<Rule> a, List<Rule> b, boolean[] keepA, boolean[] keepB) {
    int n = a.size();
    int m = b.size();
    int limit = Math.min(n + m, MOST_EDITS);
    int[] furthest = new int[(2 * limit) + 3];
    List<int[]> trace = new ArrayList<>();
    for (int d = 0; d <= limit; d++) {
      trace.add(furthest.clone());
      for (int k = -d; k <= d; k += 2) {
        int at = k + limit + 1;
        boolean down = k == -d || (k != d && furthest[at - 1] < furthest[at + 1]);
        int x = down ? furthest[at + 1] : furthest[at - 1] + 1;
        int y = x - k;
        while (x < n && y < m && x >= 0 && y >= 0 && a.get(x).equals(b.get(y))) {
          x++;
          y++;
        }
        furthest[at] = x;
        if (x >= n && y >= m) {
          walkBack(trace, d, k, limit, n, m, keepA, keepB);
          return;
        }
      }
    }
  }

  private static void walkBack(
      List<int[]> trace,
      int edits,
      int diagonal,
      int limit,
      int n,
      int m,
      boolean[] keepA,
      boolean[] keepB) {
    int x = n;
    int y = m;
    int k = diagonal;
    for (int d = edits; d >= 0; d--) {
      int[] furthest = trace.get(d);
      int at = k + limit + 1;
      boolean down = k == -d || (k != d && furthest[at - 1] < furthest[at + 1]);
      int fromK = down ? k + 1 : k - 1;
      int fromX = d == 0 ? 0 : furthest[fromK + limit + 1];
      int fromY = d == 0 ? 0 : fromX - fromK;
      int middleX = d == 0 ? 0 : (down ? fromX : fromX + 1);
      while (x > middleX) {
        x--;
        y--;
        keepA[x] = true;
        keepB[y] = true;
      }
      x = fromX;
      y = fromY;
      k = fromK;
    }
  }
}
