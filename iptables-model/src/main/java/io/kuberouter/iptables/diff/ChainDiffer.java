package io.kuberouter.iptables.diff;

import io.kuberouter.iptables.Rule;
import io.kuberouter.persistent.PersistentList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fewest edits from one list of rules to another (Myers 1986, "An O(ND) difference algorithm"),
 * so that rules that stay keep their counters. Stretches that two lists share are not looked at.
 * Where more than {@value #MOST_EDITS} edits are needed, the rules that stand once in both and in
 * the same order stay, which need not be all that could.
 */
public final class ChainDiffer {

  private static final int MOST_EDITS = 512;

  private final List<Edit> edits = new ArrayList<>();

  /** How many rules more there are than in the first list, by the edits so far. */
  private int shift;

  private ChainDiffer() {}

  /** {@return the edits that make {@code to} of {@code from}} */
  public static List<Edit> diff(List<Rule> from, List<Rule> to) {
    if (from == to) {
      return List.of();
    }
    ChainDiffer differ = new ChainDiffer();
    if (from instanceof PersistentList<Rule> a && to instanceof PersistentList<Rule> b) {
      PersistentList.compare(a, b, differ::stretch);
    } else {
      differ.stretch(0, from, to);
    }
    return withLast(from.size(), differ.edits);
  }

  /** {@return the edits of a chain of so many rules, those marked that come last} */
  static List<Edit> withLast(int rules, List<Edit> edits) {
    List<Edit> marked = new ArrayList<>(edits);
    int size = rules;
    for (int i = 0; i < marked.size(); i++) {
      if (marked.get(i) instanceof Edit.Insert insert) {
        if (insert.position() == ++size) {
          marked.set(i, new Edit.Insert(insert.position(), insert.rule(), true));
        }
      } else {
        size--;
      }
    }
    return marked;
  }

  private void stretch(int at, List<Rule> from, List<Rule> to) {
    int start = 0;
    int shorter = Math.min(from.size(), to.size());
    while (start < shorter && same(from.get(start), to.get(start))) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && same(from.get(from.size() - 1 - end), to.get(to.size() - 1 - end))) {
      end++;
    }
    List<Rule> a = from.subList(start, from.size() - end);
    List<Rule> b = to.subList(start, to.size() - end);
    boolean[] keepA = new boolean[a.size()];
    boolean[] keepB = new boolean[b.size()];
    if (!a.isEmpty() && !b.isEmpty() && !fewest(a, b, keepA, keepB)) {
      unique(a, b, keepA, keepB);
    }
    emit(at + start, a, b, keepA, keepB);
  }

  @SuppressWarnings("ReferenceEquality") // most rules that stay are the same object
  private static boolean same(Rule one, Rule other) {
    return one == other || one.equals(other);
  }

  private void emit(int at, List<Rule> a, List<Rule> b, boolean[] keepA, boolean[] keepB) {
    int i = 0;
    int j = 0;
    int position = at + 1 + shift;
    while (i < a.size() || j < b.size()) {
      if (i < a.size() && !keepA[i]) {
        edits.add(new Edit.Delete(position, a.get(i++)));
      } else if (j < b.size() && !keepB[j]) {
        edits.add(new Edit.Insert(position++, b.get(j++)));
      } else {
        i++;
        j++;
        position++;
      }
    }
    shift += b.size() - a.size();
  }

  /** Marks a longest common subsequence; {@return whether that took few enough edits} */
  private static boolean fewest(List<Rule> a, List<Rule> b, boolean[] keepA, boolean[] keepB) {
    int n = a.size();
    int m = b.size();
    int limit = Math.min(n + m, MOST_EDITS);
    int[] furthest = new int[(2 * limit) + 3];
    List<int[]> trace = new ArrayList<>();
    for (int d = 0; d <= limit; d++) {
      trace.add(Arrays.copyOfRange(furthest, limit + 1 - d - 1, limit + 1 + d + 2));
      for (int k = -d; k <= d; k += 2) {
        int at = k + limit + 1;
        boolean down = k == -d || (k != d && furthest[at - 1] < furthest[at + 1]);
        int x = down ? furthest[at + 1] : furthest[at - 1] + 1;
        int y = x - k;
        while (x < n && y < m && x >= 0 && y >= 0 && same(a.get(x), b.get(y))) {
          x++;
          y++;
        }
        furthest[at] = x;
        if (x >= n && y >= m) {
          walkBack(trace, d, k, n, m, keepA, keepB);
          return true;
        }
      }
    }
    return false;
  }

  private static void walkBack(
      List<int[]> trace, int edits, int diagonal, int n, int m, boolean[] keepA, boolean[] keepB) {
    int x = n;
    int y = m;
    int k = diagonal;
    for (int d = edits; d >= 0; d--) {
      int[] furthest = trace.get(d); // of the diagonals from -d-1 to d+1
      int at = k + d + 1;
      boolean down = k == -d || (k != d && furthest[at - 1] < furthest[at + 1]);
      int fromK = down ? k + 1 : k - 1;
      int fromX = d == 0 ? 0 : furthest[fromK + d + 1];
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

  /** Marks the longest run, in order, of rules that stand exactly once in both lists. */
  private static void unique(List<Rule> a, List<Rule> b, boolean[] keepA, boolean[] keepB) {
    Map<Rule, Integer> inA = places(a);
    Map<Rule, Integer> inB = places(b);
    int[] lastA = new int[b.size() + 1];
    int[] indexB = new int[b.size() + 1];
    int[] before = new int[b.size()];
    int length = 0;
    for (int j = 0; j < b.size(); j++) {
      Integer i = inA.getOrDefault(b.get(j), -1);
      if (i < 0 || inB.getOrDefault(b.get(j), -1) < 0) {
        continue;
      }
      int low = Arrays.binarySearch(lastA, 1, length + 1, i);
      int at = low < 0 ? -low - 1 : low;
      lastA[at] = i;
      indexB[at] = j;
      before[j] = at > 1 ? indexB[at - 1] : -1;
      length = Math.max(length, at);
    }
    for (int j = length == 0 ? -1 : indexB[length]; j >= 0; j = before[j]) {
      keepB[j] = true;
      keepA[inA.getOrDefault(b.get(j), 0)] = true;
    }
  }

  private static Map<Rule, Integer> places(List<Rule> rules) {
    Map<Rule, Integer> places = new HashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      places.merge(rules.get(i), i, (one, other) -> -1);
    }
    return places;
  }
}
