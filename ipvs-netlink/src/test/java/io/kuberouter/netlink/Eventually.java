package io.kuberouter.netlink;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what the kernel does after it has answered. */
public final class Eventually {

  private static final long LONGEST = TimeUnit.MINUTES.toNanos(2);

  private Eventually() {}

  /**
   * Waits until something holds; so long that only what never comes is missed. An assertion is to
   * follow that says what was found.
   *
   * @return whether it held at last
   */
  public static boolean await(Callable<Boolean> holds) throws Exception {
    long end = System.nanoTime() + LONGEST;
    boolean held = holds.call();
    while (!held && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(5);
      held = holds.call();
    }
    return held;
  }
}
