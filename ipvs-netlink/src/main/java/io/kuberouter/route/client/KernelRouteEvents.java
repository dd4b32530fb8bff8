package io.kuberouter.route.client;

import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetlinkProtocol;
import io.kuberouter.netlink.connection.NetlinkConnection;
import io.kuberouter.netlink.connection.NetlinkEvents;
import io.kuberouter.route.RouteEvent;
import io.kuberouter.route.RouteGroup;
import io.kuberouter.route.codec.EventCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the running kernel tells. */
public final class KernelRouteEvents implements RouteEvents {

  private final NetlinkEvents<RouteEvent> events;

  private KernelRouteEvents(NetlinkEvents<RouteEvent> events) {
    this.events = events;
  }

  /** Listens in the caller's network namespace, from now on. */
  public static KernelRouteEvents open(Set<RouteGroup> groups) throws IOException {
    return open(groups, NetlinkOptions.DEFAULT);
  }

  /** Listens in the options' network namespace, from now on. */
  public static KernelRouteEvents open(Set<RouteGroup> groups, NetlinkOptions options)
      throws IOException {
    return new KernelRouteEvents(
        NetlinkEvents.of(
            NetlinkConnection.open(NetlinkProtocol.ROUTE, options),
            groups.stream().map(RouteGroup::number).collect(Collectors.toSet()),
            EventCodec::decode,
            new RouteEvent.Lost()));
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
