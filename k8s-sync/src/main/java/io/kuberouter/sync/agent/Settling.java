package io.kuberouter.sync.agent;

import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.plan.Plan;
import io.kuberouter.sync.plan.PlanStep;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * New IPv6 addresses for which the kernel has not yet added the route of its own, which must go
 * again: it does so some time after the address. Time comes as an argument, in nanoseconds.
 */
final class Settling {

  /** How long the kernel may take. */
  private static final Duration TIME = Duration.ofSeconds(1);

  /** Oldest first. */
  private final Map<InetAddress, Long> due = new LinkedHashMap<>();

  /** Notes the addresses that a plan has added. */
  void added(Plan plan, long now) {
    for (PlanStep step : plan.steps()) {
      if (step.change() instanceof PlanStep.Create create
          && create.item() instanceof Item.Address address
          && address.length() == 128) {
        due.putIfAbsent(address.address(), now + TIME.toNanos());
      }
    }
  }

  /** {@return how long until {@link #take} has something; most where nothing settles} */
  long untilNext(long now) {
    return due.isEmpty() ? Long.MAX_VALUE : due.values().iterator().next() - now;
  }

  /** {@return the addresses whose time is over, which are forgotten} */
  List<InetAddress> take(long now) {
    List<InetAddress> settled =
        due.entrySet().stream()
            .takeWhile(e -> e.getValue() - now <= 0)
            .map(Map.Entry::getKey)
            .toList();
    settled.forEach(due::remove);
    return settled;
  }
}
