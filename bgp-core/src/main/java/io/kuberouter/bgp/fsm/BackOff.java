package io.kuberouter.bgp.fsm;

import java.time.Duration;

/**
 * How long to wait before the next try: twice as long after each failure, up to a limit, and a
 * random quarter less, so that many speakers do not try at once (RFC 4271 section 10).
 */
public record BackOff(Duration first, Duration longest) {

  private static final int DOUBLINGS = 16;

  /**
   * {@return milliseconds to wait}
   *
   * @param failures so far
   * @param random from 0 to 1
   */
  public long millis(int failures, double random) {
    long doubled = first.toMillis() << Math.min(failures, DOUBLINGS);
    long wait = Math.min(doubled, longest.toMillis());
    return Math.round(wait * (0.75 + (0.25 * random)));
  }
}
