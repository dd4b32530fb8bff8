package io.kuberouter.route.client;

import io.kuberouter.route.RouteEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Changes of links, addresses, neighbours, routes and rules, one after the other, as {@code ip
 * monitor} prints them. Any thread may call; {@link #close} ends another one's wait with a {@link
 * java.nio.channels.ClosedChannelException}.
 */
public interface RouteEvents extends AutoCloseable {

  /** {@return the next event, whenever it comes} */
  RouteEvent take() throws IOException;

  /** {@return the next event; empty when none comes in time} */
  Optional<RouteEvent> poll(Duration time) throws IOException;

  @Override
  void close();
}
