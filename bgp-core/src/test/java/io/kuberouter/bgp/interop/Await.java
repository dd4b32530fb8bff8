package io.kuberouter.bgp.interop;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for conditions, long enough for a slow machine that has much else to do. */
public final class Await {

  private static final long LONGEST_SECONDS = 60;
  private static final long FIRST_MILLIS = 5;
  private static final long LAST_MILLIS = 200;

  private Await() {}

  /** Returns as soon as a condition holds. */
  public static void until(Callable<Boolean> condition) throws Exception {
    until("what is waited for here", condition);
  }

  /**
   * Returns as soon as a condition holds.
   *
   * @throws AssertionError that says what did not come to be
   */
  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    long millis = FIRST_MILLIS;
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + LONGEST_SECONDS + " s: " + what);
      }
      Thread.sleep(millis);
      millis = Math.min(2 * millis, LAST_MILLIS);
    }
  }
}
