package io.kuberouter.netlink.testkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a fake has told and its listener has not taken, with the waits of {@link
 * io.kuberouter.netlink.connection.NetlinkEvents}. Thread safe.
 */
public final class EventQueue<T> {

  private static final Duration LONG = Duration.ofDays(1);

  private final Deque<T> events = new ArrayDeque<>();
  private boolean closed;

  /** Tells of an event. */
  public synchronized void add(T event) {
    events.add(event);
    notifyAll();
  }

  /** {@return how many wait to be taken} */
  public synchronized int size() {
    return events.size();
  }

  /** {@return whether {@link #close} was called} */
  public synchronized boolean isClosed() {
    return closed;
  }

  /** {@return the next event, whenever it comes} */
  public T take() throws IOException {
    while (true) {
      Optional<T> event = poll(LONG);
      if (event.isPresent()) {
        return event.get();
      }
    }
  }

  /**
   * {@return the next event; empty when none comes in time}
   *
   * @throws ClosedChannelException after {@link #close}, also to a call that waits then
   */
  public synchronized Optional<T> poll(Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    while (events.isEmpty() || closed) {
      long left = end - System.nanoTime();
      if (closed) {
        throw new ClosedChannelException();
      } else if (left <= 0) {
        return Optional.empty();
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for an event");
      }
    }
    return Optional.of(events.remove());
  }

  /** Ends all waits. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
