package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Negatable;
import java.net.InetAddress;
import java.util.Optional;

/**
 * {@code -m recent}: a list of addresses seen lately.
 *
 * @param action what is done with the list
 * @param seconds how old an entry may be
 * @param reap whether older ones are dropped
 * @param hitCount how often it must have been seen
 * @param sameTtl whether the time to live must agree
 * @param list its name
 * @param mask of the addresses; the whole address where absent
 * @param byDestination whether destinations are listed, not sources
 */
public record RecentMatch(
    Negatable<Action> action,
    Optional<Long> seconds,
    boolean reap,
    Optional<Long> hitCount,
    boolean sameTtl,
    String list,
    Optional<InetAddress> mask,
    boolean byDestination)
    implements Match {

  /** What is done with the list. */
  public enum Action {
    SET("--set"),
    RCHECK("--rcheck"),
    UPDATE("--update"),
    REMOVE("--remove");

    private final String word;

    Action(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  public RecentMatch {
    seconds.ifPresent(v -> Bounds.check("--seconds", v, 1, 4294967295L));
    hitCount.ifPresent(v -> Bounds.check("--hitcount", v, 0, 4294967295L));
  }
}
