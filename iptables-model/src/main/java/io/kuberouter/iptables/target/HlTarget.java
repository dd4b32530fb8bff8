package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.Bounds;

/**
 * {@code -j HL}: changes the hop limit.
 *
 * @param change how
 * @param value by or to how much
 */
public record HlTarget(Change change, int value) implements Target {

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

  public HlTarget {
    Bounds.check("None", value, 0, 255);
  }
}
