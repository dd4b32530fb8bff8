package io.kuberouter.bgp.interop;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for conditions. */
public final class Await {

  private static final long LONGEST_SECONDS = 30;

  private Await() {}

  /**
   * Returns as soon as a condition holds.
   *
   * @throws AssertionError that says what did not come to be
   */
  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + LONGEST_SECONDS + " s: " + what);
      }
      Thread.sleep(50);
    }
  }
}
