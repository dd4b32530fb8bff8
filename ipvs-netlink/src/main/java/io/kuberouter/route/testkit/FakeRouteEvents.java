package io.kuberouter.route.testkit;

import io.kuberouter.route.RouteEvent;
import io.kuberouter.route.RouteGroup;
import io.kuberouter.route.client.RouteEvents;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/** What a {@link FakeRouteClient} tells. Thread safe. */
final class FakeRouteEvents implements RouteEvents {

  private final Set<RouteGroup> groups;
  private final Deque<RouteEvent> events = new ArrayDeque<>();
  private boolean closed;

  FakeRouteEvents(Set<RouteGroup> groups) {
    this.groups = Set.copyOf(groups);
  }

  synchronized void tell(RouteEvent event) {
    if (isWanted(event)) {
      events.add(event);
      notifyAll();
    }
  }

  private boolean isWanted(RouteEvent event) {
    if (event instanceof RouteEvent.LinkSet || event instanceof RouteEvent.LinkRemoved) {
      return groups.contains(RouteGroup.LINK);
    } else if (event instanceof RouteEvent.NeighbourSet
        || event instanceof RouteEvent.NeighbourRemoved) {
      return groups.contains(RouteGroup.NEIGHBOUR);
    } else if (event instanceof RouteEvent.AddressSet e) {
      return family(e.address().address().address().getAddress().length == 16, "ADDRESS");
    } else if (event instanceof RouteEvent.AddressRemoved e) {
      return family(e.address().address().address().getAddress().length == 16, "ADDRESS");
    } else if (event instanceof RouteEvent.RouteSet e) {
      return family(e.route().ipv6(), "ROUTE");
    } else if (event instanceof RouteEvent.RouteRemoved e) {
      return family(e.route().ipv6(), "ROUTE");
    } else if (event instanceof RouteEvent.RuleSet e) {
      return family(e.rule().ipv6(), "RULE");
    } else if (event instanceof RouteEvent.RuleRemoved e) {
      return family(e.rule().ipv6(), "RULE");
    }
    return true; // lost
  }

  private boolean family(boolean ipv6, String what) {
    return groups.contains(RouteGroup.valueOf((ipv6 ? "IPV6_" : "IPV4_") + what));
  }

  @Override
  public RouteEvent take() throws IOException {
    return next(Duration.ofDays(1)).orElseThrow();
  }

  @Override
  public Optional<RouteEvent> poll(Duration time) throws IOException {
    return next(time);
  }

  private synchronized Optional<RouteEvent> next(Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    while (true) {
      if (closed) {
        throw new ClosedChannelException();
      } else if (!events.isEmpty()) {
        return Optional.of(events.remove());
      }
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        return Optional.empty();
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new java.nio.channels.ClosedByInterruptException();
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
