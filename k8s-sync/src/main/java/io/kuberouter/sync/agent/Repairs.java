package io.kuberouter.sync.agent;

import io.kuberouter.sync.desired.ItemKey;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How often one item is put back that somebody else changes: at once, and then once a second at
 * most, so that two who disagree do not keep the kernel busy. Time comes as an argument, in
 * nanoseconds.
 */
final class Repairs {

  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  /** When each was put back last; oldest first, none older than the pause. */
  private final Map<ItemKey, Long> last = new LinkedHashMap<>();

  /** Those that wait for their turn, by when it comes; the next first. */
  private final Map<ItemKey, Long> due = new LinkedHashMap<>();

  /** {@return those that are put back now; the others come in their time} */
  Set<ItemKey> admit(Collection<ItemKey> keys, long now) {
    forget(now);
    Set<ItemKey> admitted = new HashSet<>();
    for (ItemKey key : keys) {
      Long before = last.get(key);
      if (before == null) {
        last.put(key, now);
        admitted.add(key);
      } else {
        due.putIfAbsent(key, before + PAUSE);
      }
    }
    return admitted;
  }

  /** {@return those whose turn has come} */
  Set<ItemKey> take(long now) {
    Set<ItemKey> ready = new HashSet<>();
    Iterator<Map.Entry<ItemKey, Long>> all = due.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<ItemKey, Long> one = all.next();
      if (one.getValue() - now <= 0) {
        ready.add(one.getKey());
        all.remove();
      }
    }
    return admit(ready, now);
  }

  /** {@return how long until {@link #take} has something; most where nothing waits} */
  long untilNext(long now) {
    long next = Long.MAX_VALUE;
    for (long time : due.values()) {
      next = Math.min(next, time - now);
    }
    return next;
  }

  private void forget(long now) {
    Iterator<Long> oldest = last.values().iterator();
    while (oldest.hasNext() && oldest.next() + PAUSE - now <= 0) {
      oldest.remove();
    }
  }
}
