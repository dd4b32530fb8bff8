package io.kuberouter.bgp.bmp.sender;

import io.kuberouter.bgp.bmp.BmpMessage;
import io.kuberouter.bgp.bmp.Initiation;
import io.kuberouter.bgp.bmp.Termination;
import io.kuberouter.bgp.bmp.codec.BmpMessageCodec;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one monitoring station, on a thread of its own. Any thread may {@link #offer} and none
 * waits: when the station is too slow for the queue, the connection ends with "Out of resources",
 * and the next one begins with everything.
 */
public final class BmpSender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BmpSender.class);

  private final BmpTransport transport;
  private final Initiation initiation;
  private final BmpSource source;
  private final ReconnectDelay delay;
  private final int limit;
  private final RandomGenerator random;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<BmpMessage> queue = new ArrayDeque<>();
  private boolean accepting;
  private boolean overflowed;
  private boolean closing;
  private BmpTransport.@Nullable Connection connection;
  private long connections;
  private long sent;

  private BmpSender(
      BmpTransport transport,
      Initiation initiation,
      BmpSource source,
      ReconnectDelay delay,
      int limit,
      RandomGenerator random) {
    this.transport = transport;
    this.initiation = initiation;
    this.source = source;
    this.delay = delay;
    this.limit = limit;
    this.random = random;
    thread = new Thread(this::run, "bmp");
    thread.setDaemon(true);
  }

  /**
   * {@return a sender that connects at once}
   *
   * @param limit messages that may wait for the station
   */
  public static BmpSender start(
      BmpTransport transport,
      Initiation initiation,
      BmpSource source,
      ReconnectDelay delay,
      int limit,
      RandomGenerator random) {
    BmpSender sender = new BmpSender(transport, initiation, source, delay, limit, random);
    sender.thread.start();
    return sender;
  }

  /**
   * Adds a message behind all others. It is dropped while there is no connection: the next one
   * begins with everything.
   *
   * @return whether it will be sent, unless the connection is lost before
   */
  public boolean offer(BmpMessage message) {
    lock.lock();
    try {
      if (!accepting || overflowed) {
        return false;
      }
      if (queue.size() == limit) {
        overflowed = true;
        changed.signalAll();
        return false;
      }
      queue.add(message);
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** {@return how many messages more the queue takes now} */
  public int room() {
    return locked(() -> accepting && !overflowed ? limit - queue.size() : 0);
  }

  private <T> T locked(Supplier<T> what) {
    lock.lock();
    try {
      return what.get();
    } finally {
      lock.unlock();
    }
  }

  /** {@return how many connections were made} */
  public long connections() {
    return locked(() -> connections);
  }

  /** {@return how many messages were sent} */
  public long sent() {
    return locked(() -> sent);
  }

  private void run() {
    int failures = 0;
    while (!isClosing()) {
      long before = connections();
      try {
        connection();
        failures = 0;
      } catch (IOException e) {
        failures = connections() > before ? 1 : failures + 1;
        LOG.info("BMP station: {}; attempt {} follows", e.getMessage(), failures + 1);
      }
      pause(failures);
    }
  }

  private boolean isClosing() {
    return locked(() -> closing);
  }

  private void pause(int failures) {
    lock.lock();
    try {
      long nanos = delay.after(Math.max(1, failures), random.nextDouble()).toNanos();
      while (!closing && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      closing = true;
    } finally {
      lock.unlock();
    }
  }

  /** One connection from its beginning to its end. */
  private void connection() throws IOException {
    try (BmpTransport.Connection to = transport.connect()) {
      begin(to);
      // RFC 7854 section 4.3: "An initiation message MUST be sent as the first message"
      write(to, initiation);
      source.tell(
          new BmpSource.Sink() {
            @Override
            public void accept(BmpMessage message) throws IOException {
              write(to, message);
            }

            @Override
            public void follow() {
              BmpSender.this.follow();
            }
          });
      follow();
      BmpMessage next = take();
      while (next != null) {
        write(to, next);
        next = take();
      }
      // section 4.5: the reason for the end is told, and nothing follows
      write(
          to,
          new Termination(
              isClosing() ? Termination.ADMINISTRATIVELY_CLOSED : Termination.OUT_OF_RESOURCES));
    } finally {
      end();
    }
  }

  private void begin(BmpTransport.Connection to) {
    lock.lock();
    try {
      connection = to;
      connections++;
      queue.clear();
      overflowed = false;
    } finally {
      lock.unlock();
    }
  }

  private void follow() {
    lock.lock();
    try {
      accepting = true;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      accepting = false;
      connection = null;
      queue.clear();
    } finally {
      lock.unlock();
    }
  }

  /** {@return the next message, null when the connection is to end} */
  private @Nullable BmpMessage take() throws IOException {
    lock.lock();
    try {
      while (queue.isEmpty() && !closing && !overflowed) {
        changed.await();
      }
      return overflowed ? null : queue.poll();
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  private void write(BmpTransport.Connection to, BmpMessage message) throws IOException {
    to.write(BmpMessageCodec.encode(message));
    locked(() -> ++sent);
  }

  /** Sends what waits and a Termination, within a second, and ends. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(1));
      // a station that does not read
      locked(() -> Optional.ofNullable(connection)).ifPresent(BmpTransport.Connection::close);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
