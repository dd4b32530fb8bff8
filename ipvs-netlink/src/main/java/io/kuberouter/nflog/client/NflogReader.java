package io.kuberouter.nflog.client;

import io.kuberouter.nflog.NflogEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The packets that rules with one {@code --nflog-group} log, one after the other. Any thread may
 * call; {@link #close} ends another one's wait with a {@link
 * java.nio.channels.ClosedChannelException}.
 */
public interface NflogReader extends AutoCloseable {

  /** {@return the next packet, whenever it comes} */
  NflogEvent take() throws IOException;

  /** {@return the next packet; empty when none comes in time} */
  Optional<NflogEvent> poll(Duration time) throws IOException;

  @Override
  void close();
}
