package io.kuberouter.bgp.session;

import io.kuberouter.bgp.fsm.SessionState;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * How long after its start a speaker waits for its neighbours' routes before it tells its own (RFC
 * 4724 section 4.1). On the event loop.
 */
final class RestartDeferral {

  /** How long neighbours are waited for that have not connected. */
  private static final long ABSENT_NEIGHBOURS_MILLIS = 10_000;

  private final Timers timers;
  private final long born;
  private boolean waiting;

  /**
   * Begins with the speaker.
   *
   * @param longest absent: nothing is waited for
   */
  RestartDeferral(Timers timers, Optional<Duration> longest) {
    this.timers = timers;
    this.born = timers.millis();
    this.waiting = longest.isPresent();
    longest.ifPresent(
        time -> {
          timers.after(ABSENT_NEIGHBOURS_MILLIS, () -> {}); // a turn, in which it may end
          timers.after(time.toMillis(), () -> waiting = false);
        });
  }

  /** {@return whether our routes wait for those of neighbours} */
  boolean holds(Collection<PeerSession> neighbours) {
    waiting = waiting && !isOver(neighbours);
    return waiting;
  }

  /**
   * Until End-of-RIB has come "from all its peers"; those that do not connect are waited for ten
   * seconds alone, so that one dead neighbour delays no other.
   */
  private boolean isOver(Collection<PeerSession> neighbours) {
    boolean waitForAbsent = age() < ABSENT_NEIGHBOURS_MILLIS;
    for (PeerSession session : neighbours) {
      boolean restarts = session.config().offer().restartTime().isPresent();
      boolean absent = session.state() != SessionState.ESTABLISHED;
      if (restarts && (absent ? waitForAbsent : session.routes().owesRoutes())) {
        return false;
      }
    }
    return !neighbours.isEmpty() || !waitForAbsent;
  }

  private long age() {
    return timers.millis() - born;
  }

  /** {@return whether the time in which we have promised to be back is not over} */
  boolean recentlyStarted(PeerConfig peer) {
    return age() < peer.offer().restartTime().map(Duration::toMillis).orElse(0L);
  }
}
