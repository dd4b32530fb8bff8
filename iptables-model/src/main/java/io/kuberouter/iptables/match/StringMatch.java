package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Negatable;

/**
 * {@code -m string}: text or bytes in the payload.
 *
 * @param pattern 1 to 128 bytes, each as one character up to {@code \\u00ff}
 * @param algorithm to search with
 * @param from first byte to look at
 * @param to last byte to look at
 * @param ignoreCase whether case does not count
 */
public record StringMatch(
    Negatable<String> pattern, Algorithm algorithm, int from, int to, boolean ignoreCase)
    implements Match {

  /** Ways to search. */
  public enum Algorithm {
    BM("bm"),
    KMP("kmp");

    private final String word;

    Algorithm(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  public StringMatch {
    Bounds.check("--from", from, 0, 65535);
    Bounds.check("--to", to, 0, 65535);
    Bounds.check("length of a pattern", pattern.value().length(), 1, 128);
  }
}
