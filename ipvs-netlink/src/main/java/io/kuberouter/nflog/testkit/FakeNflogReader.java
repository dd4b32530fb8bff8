package io.kuberouter.nflog.testkit;

import io.kuberouter.netlink.testkit.EventQueue;
import io.kuberouter.nflog.LoggedPacket;
import io.kuberouter.nflog.NflogEvent;
import io.kuberouter.nflog.client.NflogReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A group of which a test says what is logged. As in the kernel, what finds no room is gone, and
 * told as lost. Thread safe.
 */
public final class FakeNflogReader implements NflogReader {

  private final int room;
  private final EventQueue<NflogEvent> queue = new EventQueue<>();

  /** A group whose reader may be behind by as many packets. */
  public FakeNflogReader(int room) {
    this.room = room;
  }

  /** Logs a packet; false when it found no room. */
  public synchronized boolean log(LoggedPacket packet) {
    if (queue.isClosed()) {
      return false;
    }
    boolean fits = queue.size() < room;
    if (fits) {
      queue.add(new NflogEvent.Packet(packet));
    } else if (queue.size() == room) {
      queue.add(new NflogEvent.Lost());
    }
    return fits;
  }

  @Override
  public NflogEvent take() throws IOException {
    return queue.take();
  }

  @Override
  public Optional<NflogEvent> poll(Duration time) throws IOException {
    return queue.poll(time);
  }

  @Override
  public void close() {
    queue.close();
  }
}
