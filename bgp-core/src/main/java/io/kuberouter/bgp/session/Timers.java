package io.kuberouter.bgp.session;

/** A clock, and things to do later. */
public interface Timers {

  /** {@return milliseconds that only grow, from any beginning} */
  long millis();

  /** Has something done later, once. */
  Timer after(long millis, Runnable task);

  /** Something that waits. */
  interface Timer {
    /** Makes it not happen; nothing if it has. */
    void cancel();
  }
}
