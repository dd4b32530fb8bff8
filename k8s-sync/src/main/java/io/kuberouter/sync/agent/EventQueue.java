package io.kuberouter.sync.agent;

import io.kuberouter.route.RouteEvent;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.ClusterEvent;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the agent's loop: events of the cluster in their order, at most so many that a
 * source waits for the loop and not for memory; of each learned route just the last word; and what
 * the kernel tells, as long as there is room. Any thread may add; one takes.
 */
final class EventQueue {

  private static final int MOST = 4096;
  private static final long LOOK_MILLIS = 100;

  /** An empty entry means nothing itself: the loop is to look around. */
  private final BlockingQueue<Optional<ClusterEvent>> events = new ArrayBlockingQueue<>(MOST);

  private final Map<Cidr, Optional<InetAddress>> routes = new ConcurrentHashMap<>();

  /** What the kernel has told; where there is no room, only that something was lost. */
  private final BlockingQueue<RouteEvent> told = new ArrayBlockingQueue<>(MOST);

  private final AtomicBoolean lost = new AtomicBoolean();
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile boolean closed;

  /** Adds an event; waits while the queue is full, and drops it once the queue is closed. */
  void add(ClusterEvent event) {
    Optional<ClusterEvent> waiting = Optional.of(event);
    try {
      while (!closed && !events.offer(waiting, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        // the loop is behind
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes the last word on a learned route; never waits. */
  void learn(Cidr destination, Optional<InetAddress> nextHop) {
    routes.put(destination, nextHop);
    wake();
  }

  /** Takes an event of the kernel; never waits. */
  void tell(RouteEvent event) {
    if (event instanceof RouteEvent.Lost || !told.offer(event)) {
      lost.set(true);
    }
    wake();
  }

  /** {@return whether the kernel has told something since the last {@link #takeTold}} */
  boolean hasTold() {
    return lost.get() || !told.isEmpty();
  }

  /**
   * {@return what the kernel has told since the last call, in order; just {@link RouteEvent.Lost}
   * where that is not all}
   */
  List<RouteEvent> takeTold() {
    boolean some = lost.getAndSet(false);
    List<RouteEvent> taken = new ArrayList<>();
    told.drainTo(taken);
    return some ? List.of(new RouteEvent.Lost()) : taken;
  }

  /** A full queue keeps the loop going anyway. */
  private void wake() {
    if (woken.compareAndSet(false, true)) {
      events.offer(Optional.empty());
    }
  }

  /** {@return the next event, or null when none came in time or the loop was woken} */
  @Nullable ClusterEvent poll(long nanos) throws InterruptedException {
    Optional<ClusterEvent> next = events.poll(nanos, TimeUnit.NANOSECONDS);
    return next == null ? null : next.orElse(null);
  }

  /** Hands over what was learned since the last call. */
  void takeRoutes(BiConsumer<Cidr, Optional<InetAddress>> taker) {
    woken.set(false); // first: what comes from here on wakes anew
    for (Cidr destination : List.copyOf(routes.keySet())) {
      Optional<InetAddress> nextHop = routes.remove(destination);
      if (nextHop != null) {
        taker.accept(destination, nextHop);
      }
    }
  }

  /** Lets nobody wait any longer. */
  void close() {
    closed = true;
    wake();
  }

  boolean isClosed() {
    return closed;
  }
}
