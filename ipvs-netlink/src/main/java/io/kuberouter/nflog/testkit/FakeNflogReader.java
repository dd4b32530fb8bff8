package io.kuberouter.nflog.testkit;

import io.kuberouter.nflog.LoggedPacket;
import io.kuberouter.nflog.NflogEvent;
import io.kuberouter.nflog.client.NflogReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A group of which a test says what is logged. As in the kernel, what finds no room is gone, and
 * told as lost. Thread safe.
 */
public final class FakeNflogReader implements NflogReader {

  private final int room;

  /** An empty one ends a wait. */
  private final BlockingQueue<Optional<NflogEvent>> queue = new LinkedBlockingQueue<>();

  private volatile boolean closed;

  /** A group whose reader may be behind by as many packets. */
  public FakeNflogReader(int room) {
    this.room = room;
  }

  /** Logs a packet; false when it found no room. */
  public synchronized boolean log(LoggedPacket packet) {
    if (closed) {
      return false;
    }
    boolean fits = queue.size() < room;
    if (fits) {
      queue.add(Optional.of(new NflogEvent.Packet(packet)));
    } else if (queue.size() == room) {
      queue.add(Optional.of(new NflogEvent.Lost()));
    }
    return fits;
  }

  @Override
  public NflogEvent take() throws IOException {
    while (true) {
      Optional<NflogEvent> event = poll(Duration.ofDays(1));
      if (event.isPresent()) {
        return event.get();
      }
    }
  }

  @Override
  public Optional<NflogEvent> poll(Duration time) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    try {
      Optional<NflogEvent> event = queue.poll(time.toNanos(), TimeUnit.NANOSECONDS);
      if (event == null) {
        return Optional.empty();
      } else if (event.isEmpty()) {
        queue.add(event); // for others that wait
        throw new ClosedChannelException();
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for packets");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    queue.add(Optional.empty());
  }
}
