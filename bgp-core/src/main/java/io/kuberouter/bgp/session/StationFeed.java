package io.kuberouter.bgp.session;

import io.kuberouter.bgp.bmp.BmpMessage;
import io.kuberouter.bgp.bmp.sender.BmpSender;
import io.kuberouter.bgp.bmp.sender.BmpSource;
import io.kuberouter.bgp.fsm.SessionState;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one monitoring station is told. When it connects, every session and table is told from the
 * beginning; then what changes, as far as its queue has room: what has none waits as a bit for each
 * prefix, and the station gets the latest. On the event loop, but for {@link #tell}.
 */
final class StationFeed implements BmpSource {

  private static final Logger LOG = LoggerFactory.getLogger(StationFeed.class);

  private static final long ANSWER_SECONDS = 10;
  private static final long LOOK_AGAIN_MILLIS = 20;

  private final SpeakerContext context;
  private final BmpStation station;
  private final Supplier<Collection<PeerSession>> sessions;
  private final Map<PeerSession, MonitoredPeer> peers = new LinkedHashMap<>();
  private @Nullable MonitoredLocRib locRib;
  private final CompletableFuture<BmpSender> started = new CompletableFuture<>();
  private @Nullable BmpSender sender;
  private Timers.@Nullable Timer statistics;
  private boolean looking;
  private boolean closed;

  StationFeed(
      SpeakerContext context, BmpStation station, Supplier<Collection<PeerSession>> sessions) {
    this.context = context;
    this.station = station;
    this.sessions = sessions;
  }

  /** Begins to connect; any thread may call, once. */
  BmpMonitor start(Runnable ended) {
    BmpSender sender =
        BmpSender.start(
            station.transport(),
            station.initiation(),
            this,
            station.reconnect(),
            station.queue(),
            new Random());
    started.complete(sender);
    return new BmpMonitor(sender, ended);
  }

  @Override
  public void tell(Sink sink) throws IOException {
    BmpSender sender = started.join();
    CompletableFuture<Void> done = new CompletableFuture<>();
    context
        .loop()
        .execute(
            () -> {
              begin(sink, sender);
              done.complete(null);
            });
    try {
      done.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the speaker does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** A connection has begun. */
  private void begin(Sink sink, BmpSender to) {
    forgetAll();
    if (closed) {
      return;
    }
    sender = to;
    sink.follow();
    if (station.views().contains(BmpStation.View.LOC_RIB)) {
      locRib = new MonitoredLocRib(context, this::offer, this::hasRoom);
    }
    for (PeerSession session : sessions.get()) {
      if (session.state() == SessionState.ESTABLISHED) {
        up(session);
      }
    }
    reportLater();
    context.loop().anotherTurn();
  }

  private void forgetAll() {
    peers.values().forEach(MonitoredPeer::forget);
    peers.clear();
    if (locRib != null) {
      locRib.close();
      locRib = null;
    }
    if (statistics != null) {
      statistics.cancel();
    }
  }

  private void offer(BmpMessage message) {
    if (sender != null && !sender.offer(message)) {
      LOG.debug("a monitoring station is told later: {}", station.transport());
    }
  }

  /** Routes leave a quarter of the queue to what cannot wait: sessions that come and go. */
  private boolean hasRoom() {
    return sender != null && sender.room() > station.queue() / 4;
  }

  /** A session is up. */
  void up(PeerSession session) {
    if (!closed && sender != null) {
      MonitoredPeer peer =
          new MonitoredPeer(context, session, station.views(), this::offer, this::hasRoom);
      peers.put(session, peer);
    }
  }

  /** A session is down. */
  void down(PeerSession session, SessionConnection connection) {
    MonitoredPeer peer = peers.remove(session);
    if (peer != null) {
      peer.down(connection);
    }
  }

  private void reportLater() {
    long millis = station.statistics().toMillis();
    if (millis > 0) {
      statistics = context.loop().after(millis, this::report);
    }
  }

  private void report() {
    if (hasRoom()) {
      peers.values().forEach(MonitoredPeer::report);
      if (locRib != null) {
        locRib.report();
      }
    }
    reportLater();
  }

  /** At the end of each turn: what has changed is told, as far as there is room. */
  void pump() {
    boolean done = true;
    for (MonitoredPeer peer : peers.values()) {
      done &= peer.drain();
    }
    if (locRib != null) {
      done &= locRib.drain();
    }
    if (!done && hasRoom()) {
      context.loop().anotherTurn(); // sessions have their turn meanwhile
    } else if (!done && !looking && !closed) {
      looking = true;
      context
          .loop()
          .after(
              LOOK_AGAIN_MILLIS,
              () -> {
                looking = false; // the turn's end looks again
              });
    }
  }

  /** The station is told nothing more. */
  void close() {
    closed = true;
    forgetAll();
  }
}
