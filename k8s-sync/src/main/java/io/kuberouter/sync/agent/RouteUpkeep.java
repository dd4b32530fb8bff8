package io.kuberouter.sync.agent;

import io.kuberouter.route.RouteEvent;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.dataplane.NodeObserver;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.Plan;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what becomes of devices, addresses, routes and rules between full passes: by the kernel's
 * events, by a look at the routes after a period, and at those that the kernel adds itself. Time
 * comes as an argument, in nanoseconds; the thread of the agent's loop.
 */
final class RouteUpkeep {

  private final NodeObserver observer;
  private final Settling settling = new Settling();
  private final Repairs repairs = new Repairs();
  private final boolean learns;
  private final long period;
  private long nextLook;

  /** Looks at the routes for the first time after a period. */
  RouteUpkeep(AgentOptions options, NodeObserver observer, long now) {
    this.observer = observer;
    this.learns = options.common().runRouter();
    Duration asked = options.router().injectedRoutesSyncPeriod();
    Duration least = Duration.ofSeconds(1);
    this.period = (asked.compareTo(least) < 0 ? least : asked).toNanos();
    this.nextLook = now + period;
  }

  /** Notes the addresses that a plan has added. */
  void added(Plan plan, long now) {
    settling.added(plan, now);
  }

  /** {@return how long until {@link #due} has something to do} */
  long untilNext(long now) {
    long next = Math.min(settling.untilNext(now), repairs.untilNext(now));
    return learns ? Math.min(next, nextLook - now) : next;
  }

  /** {@return the items to be planned again since somebody has changed them} */
  Set<ItemKey> told(List<RouteEvent> events, DesiredState desired, Observed observed, long now)
      throws IOException {
    return events.isEmpty()
        ? Set.of()
        : repairs.admit(observer.drift().take(events, desired, observed), now);
  }

  /** {@return whether what has failed may succeed now} */
  boolean takeCameUp() {
    return observer.drift().takeCameUp();
  }

  /** {@return the items to be planned again since their time has come} */
  Set<ItemKey> due(DesiredState desired, Observed observed, long now) throws IOException {
    Set<ItemKey> keys = new HashSet<>(repairs.take(now));
    for (Item route : observer.vipRoutes(settling.take(now))) {
      observed.put(route); // the kernel has added one of its own for a new IPv6 address
      keys.add(route.key());
    }
    if (learns && nextLook - now <= 0) {
      nextLook = now + period;
      keys.addAll(repairs.admit(observer.drift().routes(desired, observed), now));
    }
    return keys;
  }
}
