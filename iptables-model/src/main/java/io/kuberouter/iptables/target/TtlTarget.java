package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.Bounds;

/**
 * {@code -j TTL}: changes the time to live.
 *
 * @param change how
 * @param value by or to how much
 */
public record TtlTarget(Change change, int value) implements Target {

  /** Ways to change it. */
  public enum Change {
    SET("set"),
    DEC("dec"),
    INC("inc");

    private final String word;

    Change(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  public TtlTarget {
    Bounds.check("None", value, 0, 255);
  }
}
