package io.kuberouter.iptables.exec;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.restore.RestoreScript;
import io.kuberouter.process.ToolRunner;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds the edit for which the legacy kernel refused a whole table: halves of the script are tried
 * in a {@link ScratchTable} until one edit is left without which the table was taken, and with
 * which it is not. The number of tries is the logarithm of the edits; time is bounded besides.
 */
final class RefusedEdit {

  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** What came of the search: an element, or why there is none. */
  record Finding(Optional<RestoreScript.Element> element, String why) {
    static Finding none(String why) {
      return new Finding(Optional.empty(), why);
    }
  }

  private final RestoreScript script;
  private final List<String> lines;

  private RefusedEdit(RestoreScript script) {
    this.script = script;
    this.lines = script.text().lines().toList();
  }

  /**
   * {@return the element of the edit}
   *
   * @param commit number of the refused {@code COMMIT}, from 1
   */
  static Finding find(ToolRunner runner, IpFamily family, RestoreScript script, int commit) {
    RefusedEdit search = new RefusedEdit(script);
    int begin = search.begin(commit);
    if (begin < 0) {
      return Finding.none("line " + commit + " commits no table");
    }
    try {
      String table = search.lines.get(begin).substring(1);
      return search.halve(new ScratchTable(runner, family, table), begin + 1, commit - 1);
    } catch (IOException e) {
      return Finding.none(
          "which edit it is could not be tried in a network namespace of its own: "
              + e.getMessage());
    }
  }

  /** {@return the index of the line that begins the table, or -1} */
  private int begin(int commit) {
    int index = Math.min(commit, lines.size()) - 2;
    while (index >= 0 && !lines.get(index).startsWith("*")) {
      index--;
    }
    return index;
  }

  /** Keeps: up to {@code taken} the table is taken, up to {@code refused} it is not. */
  private Finding halve(ScratchTable scratch, int first, int end) throws IOException {
    long start = System.nanoTime();
    int taken = first;
    int refused = end;
    if (!scratch.takes(List.of()) || scratch.takes(lines.subList(first, end))) {
      return Finding.none("in a network namespace of its own the table fares otherwise");
    }
    while (refused - taken > 1) {
      if (System.nanoTime() - start > LONGEST.toNanos()) {
        return Finding.none("it is one of lines " + (taken + 1) + " to " + refused);
      }
      int middle = (taken + refused) >>> 1;
      if (scratch.takes(lines.subList(first, middle))) {
        taken = middle;
      } else {
        refused = middle;
      }
    }
    return new Finding(script.at(refused), "");
  }
}
