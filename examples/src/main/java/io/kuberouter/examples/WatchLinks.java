package io.kuberouter.examples;

import io.kuberouter.route.Link;
import io.kuberouter.route.RouteEvent;
import io.kuberouter.route.RouteGroup;
import io.kuberouter.route.client.KernelRouteClient;
import io.kuberouter.route.client.KernelRouteEvents;
import io.kuberouter.route.client.RouteClient;
import io.kuberouter.route.client.RouteEvents;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;

/** {@code ip monitor link} in a few lines: the links that are there, then what becomes of them. */
final class WatchLinks {

  private WatchLinks() {}

  public static void main(String[] arguments) throws IOException {
    try (RouteEvents events = KernelRouteEvents.open(Set.of(RouteGroup.LINK));
        RouteClient client = KernelRouteClient.open()) {
      watch(client, events, System.out::println);
    }
  }

  /** Listens first and lists then, so that nothing falls between; ends when the events do. */
  static void watch(RouteClient client, RouteEvents events, Consumer<String> lines)
      throws IOException {
    client.links().forEach(link -> lines.accept(line(link)));
    while (true) {
      RouteEvent event = events.take();
      if (event instanceof RouteEvent.LinkSet set) {
        lines.accept(line(set.link()));
      } else if (event instanceof RouteEvent.LinkRemoved removed) {
        lines.accept("deleted " + line(removed.link()));
      } else if (event instanceof RouteEvent.Lost) {
        client.links().forEach(link -> lines.accept(line(link)));
      }
    }
  }

  private static String line(Link link) {
    String kind = link.kind().name();
    return link.index()
        + ": "
        + link.name()
        + (kind.isEmpty() ? "" : " " + kind)
        + " mtu "
        + link.mtu()
        + (link.up() ? " up" : " down");
  }
}
