package io.kuberouter.conntrack.client;

import io.kuberouter.conntrack.FlowEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of flows, one after the other, as {@code conntrack -E} prints it. Any thread may
 * call; {@link #close} ends another one's wait with a {@link
 * java.nio.channels.ClosedChannelException}.
 */
public interface FlowEvents extends AutoCloseable {

  /** {@return the next event, whenever it comes} */
  FlowEvent take() throws IOException;

  /** {@return the next event; empty when none comes in time} */
  Optional<FlowEvent> poll(Duration time) throws IOException;

  @Override
  void close();
}
