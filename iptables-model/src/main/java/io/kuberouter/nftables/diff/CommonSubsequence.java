package io.kuberouter.nftables.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The longest common subsequence, by Hunt and Szymanski: O((n + r) log n), where r counts equal
 * pairs. Of items that stand more than 32 times, 32 places are looked at, so that r stays small:
 * the result is then still common, perhaps not the longest.
 */
final class CommonSubsequence {

  private static final int PLACES = 32;

  private CommonSubsequence() {}

  /** For each item of the second list, its place in the first, or -1. */
  static <T> int[] of(List<T> from, List<T> to) {
    int[] kept = new int[to.size()];
    Arrays.fill(kept, -1);
    int head = 0;
    int shorter = Math.min(from.size(), to.size());
    while (head < shorter && from.get(head).equals(to.get(head))) {
      kept[head] = head;
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && from.get(from.size() - 1 - tail).equals(to.get(to.size() - 1 - tail))) {
      kept[to.size() - 1 - tail] = from.size() - 1 - tail;
      tail++;
    }
    middle(from, to, kept, head, from.size() - tail, to.size() - tail);
    return kept;
  }

  private static <T> void middle(
      List<T> from, List<T> to, int[] kept, int head, int fromEnd, int toEnd) {
    Map<T, List<Integer>> places = new HashMap<>();
    for (int i = fromEnd - 1; i >= head; i--) { // descending: one item takes one place
      places.computeIfAbsent(from.get(i), k -> new ArrayList<>()).add(i);
    }
    int[] ends = new int[toEnd - head + 1]; // ends[k]: the least place that ends a run of k + 1
    int[] runs = new int[toEnd - head + 1]; // runs[k]: the step that made it
    List<int[]> steps = new ArrayList<>(); // item, place, step before
    int length = 0;
    for (int i = head; i < toEnd; i++) {
      List<Integer> of = places.getOrDefault(to.get(i), List.of());
      for (int place : of.size() > PLACES ? of.subList(0, PLACES) : of) {
        int k = Arrays.binarySearch(ends, 0, length, place);
        if (k >= 0) {
          continue;
        }
        k = -k - 1;
        steps.add(new int[] {i, place, k == 0 ? -1 : runs[k - 1]});
        ends[k] = place;
        runs[k] = steps.size() - 1;
        length = Math.max(length, k + 1);
      }
    }
    for (int step = length == 0 ? -1 : runs[length - 1]; step >= 0; step = steps.get(step)[2]) {
      kept[steps.get(step)[0]] = steps.get(step)[1];
    }
  }
}
