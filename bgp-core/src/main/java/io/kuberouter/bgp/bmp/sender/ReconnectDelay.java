package io.kuberouter.bgp.bmp.sender;

import java.time.Duration;

/**
 * How long to wait before the next attempt: twice as long each time, and a random part of it. A
 * pure function.
 *
 * @param first before the second attempt
 * @param most the longest
 */
public record ReconnectDelay(Duration first, Duration most) {

  /**
   * RFC 7854 section 3.2: "a default initial backoff of 30 seconds and a maximum of 720 seconds".
   */
  public static final ReconnectDelay DEFAULT =
      new ReconnectDelay(Duration.ofSeconds(30), Duration.ofSeconds(720));

  public ReconnectDelay {
    if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
      throw new IllegalArgumentException("delays " + first + " to " + most);
    }
  }

  /**
   * {@return the delay after some failures in a row}
   *
   * @param failures at least 1
   * @param chance at least 0 and below 1: of the delay, 75 % to 100 % are waited
   */
  public Duration after(int failures, double chance) {
    long millis = first.toMillis() << Math.min(failures - 1, 20);
    long bounded = Math.min(millis, most.toMillis());
    return Duration.ofMillis((long) (bounded * (1 - (chance / 4))));
  }
}
