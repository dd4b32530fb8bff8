package io.kuberouter.sync.plan;

import io.kuberouter.sync.desired.ItemKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Servers that nobody wants any more but whose connections go on: they get no new ones (weight 0)
 * and are deleted when they have none left, or after a while. That a server drains can be read off
 * the kernel (unwanted, weight 0), so a restarted agent goes on where another has stopped; only the
 * clock starts anew. Not thread safe.
 */
public final class Draining {

  private final boolean enabled;
  private final long periodNanos;
  private final Map<ItemKey, Long> deadlines = new LinkedHashMap<>();

  private Draining(boolean enabled, long periodNanos) {
    this.enabled = enabled;
    this.periodNanos = periodNanos;
  }

  /** {@return for servers that are deleted at once} */
  public static Draining off() {
    return new Draining(false, 0);
  }

  /** {@return for servers that drain, at most this long} */
  public static Draining atMost(java.time.Duration period) {
    return new Draining(true, period.toNanos());
  }

  /** {@return whether an unwanted server is to stay for now} */
  boolean keeps(ItemKey server, long now) {
    return enabled && now - deadlines.computeIfAbsent(server, k -> now + periodNanos) < 0;
  }

  /** A server is wanted again, or gone. */
  void end(ItemKey server) {
    deadlines.remove(server);
  }

  /** Its last connection has ended: the next plan deletes it. */
  public void connectionsEnded(ItemKey server, long now) {
    deadlines.computeIfPresent(server, (k, deadline) -> now);
  }

  /** {@return the servers that drain} */
  public Set<ItemKey> servers() {
    return Set.copyOf(deadlines.keySet());
  }

  /** {@return those whose time is over} */
  public List<ItemKey> due(long now) {
    return deadlines.entrySet().stream()
        .filter(e -> now - e.getValue() >= 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** {@return whether nothing drains} */
  public boolean isIdle() {
    return deadlines.isEmpty();
  }
}
