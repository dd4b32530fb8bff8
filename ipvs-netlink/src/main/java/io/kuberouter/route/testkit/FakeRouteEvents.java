package io.kuberouter.route.testkit;

import io.kuberouter.netlink.testkit.EventQueue;
import io.kuberouter.route.RouteEvent;
import io.kuberouter.route.RouteGroup;
import io.kuberouter.route.client.RouteEvents;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What a {@link FakeRouteClient} tells. Thread safe. */
final class FakeRouteEvents implements RouteEvents {

  private final Set<RouteGroup> groups;
  private final EventQueue<RouteEvent> events = new EventQueue<>();

  FakeRouteEvents(Set<RouteGroup> groups) {
    this.groups = Set.copyOf(groups);
  }

  void tell(RouteEvent event) {
    if (isWanted(event)) {
      events.add(event);
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
    return events.take();
  }

  @Override
  public Optional<RouteEvent> poll(Duration time) throws IOException {
    return events.poll(time);
  }

  @Override
  public void close() {
    events.close();
  }
}
