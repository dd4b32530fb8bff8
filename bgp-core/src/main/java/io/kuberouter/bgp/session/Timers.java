package io.kuberouter.bgp.session;

import java.util.concurrent.ThreadLocalRandom;

/** A clock, and things to do later. */
public interface Timers {

  /** {@return milliseconds that only grow, from any beginning} */
  long millis();

  /** {@return a random number, at least 0 and below 1, that makes waits differ} */
  default double chance() {
    return ThreadLocalRandom.current().nextDouble();
  }

  /** Has something done later, once. */
  Timer after(long millis, Runnable task);

  /** Something that waits. */
  interface Timer {
    /** Makes it not happen; nothing if it has. */
    void cancel();
  }
}
