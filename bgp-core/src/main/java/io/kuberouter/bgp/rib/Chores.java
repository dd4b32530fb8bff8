package io.kuberouter.bgp.rib;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What would keep the event loop too long in one turn, done in parts, one after the other: the end
 * of a session with a million routes, another policy, what a new neighbour is told. Counted, not
 * timed, so that the same happens whenever it happens again. For one thread.
 */
final class Chores {

  /** What looking at a prefix costs; the unit is about 10 ns. */
  static final int LOOK = 1;

  /** What changing a route costs, or asking a policy about one. */
  static final int CHANGE = 16;

  /** Of one chore, before others have theirs. */
  private static final int SHARE = 1024 * CHANGE;

  /** Something that is done in parts. */
  interface Chore {
    /**
     * Does a part.
     *
     * @return how much of {@code units} is left, 0 or less while there is more to do
     */
    int step(int units);
  }

  private final Set<Chore> waiting = new LinkedHashSet<>();

  /** Has something done; once, if it waits already. */
  void add(Chore chore) {
    waiting.add(chore);
  }

  /** Does some; {@return whether there is more}. */
  boolean work(int units) {
    int left = units;
    while (left > 0 && !waiting.isEmpty()) {
      Iterator<Chore> first = waiting.iterator();
      Chore chore = first.next();
      first.remove();
      int share = Math.min(left, SHARE);
      int rest = chore.step(share);
      left -= share - rest;
      if (rest <= 0) {
        waiting.add(chore);
      }
    }
    return !waiting.isEmpty();
  }
}
