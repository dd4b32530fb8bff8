package io.kuberouter.bgp.session;

import io.kuberouter.bgp.message.GracefulRestartCapability;
import io.kuberouter.bgp.message.LongLivedGracefulRestartCapability;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.rib.AdjRibIn;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stays of a neighbour while it is away (RFC 4724, RFC 9494). On the event loop. */
final class KeptRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(KeptRoutes.class);

  /** How long a neighbour that is back may take to tell its routes again. */
  private static final long END_OF_RIB_MILLIS = 360_000;

  private final Timers timers;
  private final String neighbour;
  private final Map<AddressFamily, AdjRibIn> in;
  private final Map<AddressFamily, Timers.Timer> staleTimers = new HashMap<>();

  /**
   * Creates it.
   *
   * @param neighbour its address, for the log
   * @param in what it has told, which others change
   */
  KeptRoutes(Timers timers, String neighbour, Map<AddressFamily, AdjRibIn> in) {
    this.timers = timers;
    this.neighbour = neighbour;
    this.in = in;
  }

  /** What the neighbour has not kept forwarding goes, the rest waits for its end-of-RIB. */
  void back(SessionParameters agreed) {
    in.forEach(
        (family, table) -> {
          boolean kept =
              agreed.families().contains(family)
                  && agreed
                      .gracefulRestart()
                      .flatMap(g -> g.of(family))
                      .filter(GracefulRestartCapability.Family::forwarding)
                      .isPresent();
          if (!kept) {
            table.sweep(); // RFC 4724 section 4.2: "MUST immediately remove all the stale routes"
          } else if (table.staleCount() > 0) {
            later(family, END_OF_RIB_MILLIS, table::sweep);
          }
        });
  }

  /** The session has ended: RFC 4724 section 4.2, RFC 8538 section 4. */
  void away(SessionParameters agreed, SessionEnd end, PeerConfig config) {
    boolean meant =
        end.wasHardReset()
            || (end.wasNotified()
                && !agreed
                    .gracefulRestart()
                    .filter(GracefulRestartCapability::notification)
                    .isPresent());
    in.forEach(
        (family, table) -> {
          Optional<GracefulRestartCapability> restart =
              agreed.gracefulRestart().filter(g -> !meant && g.of(family).isPresent());
          if (restart.isEmpty()) {
            table.clear();
            return;
          }
          table.sweep(); // stale twice over
          table.markStale();
          if (table.staleCount() > 0) {
            keep(family, table, restart.get().seconds(), longLived(config, agreed, family));
          }
        });
  }

  private void later(AddressFamily family, long millis, Runnable task) {
    Timers.Timer before = staleTimers.put(family, timers.after(millis, task));
    if (before != null) {
      before.cancel();
    }
  }

  private static Optional<Integer> longLived(
      PeerConfig config, SessionParameters agreed, AddressFamily family) {
    return agreed
        .longLived()
        .flatMap(l -> l.of(family))
        .map(LongLivedGracefulRestartCapability.Family::seconds)
        .filter(seconds -> seconds > 0)
        .map(
            s ->
                Math.min(
                    s, config.offer().longLivedTime().map(d -> (int) d.toSeconds()).orElse(0)));
  }

  private void keep(
      AddressFamily family, AdjRibIn table, int seconds, Optional<Integer> longSeconds) {
    LOG.info(
        "neighbour {}: {} routes of {} are kept for {} s",
        neighbour,
        table.staleCount(),
        family,
        seconds);
    later(
        family,
        seconds * 1000L,
        () -> {
          if (longSeconds.isPresent() && table.staleCount() > 0) {
            table.markLongLivedStale(); // RFC 9494 section 4.2
            later(family, longSeconds.get() * 1000L, table::sweep);
          } else {
            table.sweep();
          }
        });
  }

  /** The neighbour is configured no more. */
  void end() {
    staleTimers.values().forEach(Timers.Timer::cancel);
    staleTimers.clear();
  }
}
