package io.kuberouter.bgp.bfd.engine;

/**
 * When a step is taken, and the chance that it draws.
 *
 * @param micros of a clock that never goes back; its zero means nothing
 * @param chance at least 0 and below 1, for jitter
 */
public record Moment(long micros, double chance) {
  public Moment {
    if (!(chance >= 0 && chance < 1)) {
      throw new IllegalArgumentException("chance " + chance + ": 0 to 1");
    }
  }
}
