package io.kuberouter.sync.agent;

import io.kuberouter.sync.config.AgentOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * When everything is looked at again: after a period, sooner where something has failed or the
 * kernel's word was not complete, and at once where the node itself is another. What asks for a
 * pass is never forgotten, and never makes one follow the other. Time comes as an argument, in
 * nanoseconds; the thread of the agent's loop.
 */
final class FullPasses {

  /** How soon after a full pass the kernel's events may ask for the next. */
  static final Duration APART = Duration.ofSeconds(5);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(60);

  private final long period;
  private long next;
  private long last;
  private boolean failing;
  private Duration retry = FIRST_RETRY;

  /** The first one is due now. */
  FullPasses(Duration period, long now) {
    this.period = period.toNanos();
    this.next = now;
    this.last = now;
  }

  /** {@return the shortest period of the planes that are on; a second at least} */
  static Duration period(AgentOptions options) {
    List<Duration> periods = new ArrayList<>();
    if (options.common().runServiceProxy()) {
      periods.add(options.proxy().syncPeriod());
    }
    if (options.common().runFirewall()) {
      periods.add(options.policy().syncPeriod());
    }
    if (options.common().runRouter()) {
      periods.add(options.router().routesSyncPeriod());
    }
    Duration least = Duration.ofSeconds(1);
    Duration shortest = periods.isEmpty() ? LAST_RETRY : Collections.min(periods);
    return shortest.compareTo(least) < 0 ? least : shortest;
  }

  /** {@return how long until the next one is due} */
  long untilNext(long now) {
    return next - now;
  }

  /** One starts; the next follows after the period unless something asks for it sooner. */
  void started(long now) {
    last = now;
    next = now + period;
    failing = false; // all that has failed is tried again
  }

  /** All of what one found to do was done. */
  void succeeded() {
    retry = FIRST_RETRY;
  }

  /**
   * Steps have failed: the next one tries them again.
   *
   * @param forDevice whether one of them may succeed when a device comes up
   */
  void stepsFailed(long now, boolean forDevice) {
    failing |= forDevice;
    retry(now);
  }

  /** The next one comes soon, and each time less soon. */
  void retry(long now) {
    by(now + retry.toNanos());
    Duration longer = retry.multipliedBy(2);
    retry = longer.compareTo(LAST_RETRY) < 0 ? longer : LAST_RETRY;
  }

  /** Not all that the kernel told has come through. */
  void lost(long now) {
    soon(now);
  }

  /** A device has come up, or was given an address: what has failed may succeed now. */
  void cameUp(long now) {
    if (failing) {
      soon(now);
    }
  }

  private void soon(long now) {
    long apart = last + APART.toNanos();
    by(apart - now > 0 ? apart : now);
  }

  /** The next one comes at this time at the latest. */
  void by(long time) {
    if (time - next < 0) {
      next = time;
    }
  }
}
