package io.kuberouter.sync.dataplane;

import io.kuberouter.route.Route;
import io.kuberouter.route.RouteEvent;
import io.kuberouter.route.RouteGroup;
import io.kuberouter.route.client.RouteEvents;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens, on a thread of its own, to what the kernel tells of changes, and passes on what may be
 * about objects of ours. Whoever cannot listen is told so once, and goes on trying.
 */
public final class KernelWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KernelWatch.class);
  private static final Set<RouteGroup> GROUPS =
      EnumSet.complementOf(EnumSet.of(RouteGroup.NEIGHBOUR));
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** {@code RTN_LOCAL} of {@code linux/rtnetlink.h}. */
  private static final int TYPE_LOCAL = 2;

  private final RouteEventSource source;
  private final Consumer<RouteEvent> taker;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable RouteEvents events;

  private KernelWatch(RouteEventSource source, Consumer<RouteEvent> taker) {
    this.source = source;
    this.taker = taker;
  }

  /**
   * Listens from now on.
   *
   * @param taker must not wait; {@link RouteEvent.Lost} tells it to look for itself
   */
  public static KernelWatch start(RouteEventSource source, Consumer<RouteEvent> taker) {
    KernelWatch watch = new KernelWatch(source, taker);
    watch.open();
    Thread thread = new Thread(watch::run, "kernel-events");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  private synchronized void open() {
    if (closed.getCount() == 0) {
      return;
    }
    try {
      events = source.open(GROUPS);
    } catch (IOException e) {
      without(e);
    }
  }

  private static void without(IOException why) {
    LOG.warn(
        "no notifications of the kernel ({}): until there are, what others change is found by the"
            + " periodic passes alone",
        why.getMessage());
  }

  private synchronized @Nullable RouteEvents events() {
    return events;
  }

  private void run() {
    try {
      follow();
      while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        open();
        if (events() != null) {
          taker.accept(new RouteEvent.Lost());
        }
        follow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Passes events on until there are no more. */
  private void follow() {
    RouteEvents now = events();
    try {
      while (now != null) {
        RouteEvent event = now.take();
        if (isOfInterest(event)) {
          taker.accept(event);
        }
      }
    } catch (IOException e) {
      if (closed.getCount() > 0) {
        without(e);
        end();
      }
    }
  }

  private synchronized void end() {
    if (events != null) {
      events.close();
      events = null;
    }
  }

  /** Of the routes of a busy router, only those that may be ours. */
  static boolean isOfInterest(RouteEvent event) {
    if (event instanceof RouteEvent.RouteSet set) {
      return isOfInterest(set.route());
    } else if (event instanceof RouteEvent.RouteRemoved removed) {
      return isOfInterest(removed.route());
    }
    return true;
  }

  private static boolean isOfInterest(Route route) {
    return route.protocol() == RouteItems.OUR_PROTOCOL
        || route.table() == RouteItems.OVERLAY
        || (route.table() == RouteItems.LOCAL && route.type() == TYPE_LOCAL);
  }

  @Override
  public void close() {
    closed.countDown();
    end();
  }
}
