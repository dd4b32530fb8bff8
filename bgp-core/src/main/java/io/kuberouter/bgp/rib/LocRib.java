package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Prefix;
import java.util.Optional;

/**
 * The best routes of one family as a feed (RFC 4271 section 3.2): which prefixes have changed, each
 * once however often it did, so that a slow reader costs no memory beyond a bit for each prefix.
 */
public final class LocRib implements RibListener, AutoCloseable {

  /** A prefix whose best route is another than before, or none any more. */
  public record Change(Prefix prefix, Optional<Route> best) {}

  private final RibTable table;
  private final DirtySet dirty = new DirtySet();
  private boolean starting = true;
  private int started;
  private boolean closed;

  LocRib(RibTable table) {
    this.table = table;
    table.listen(this);
    table.chores.add(this::start);
  }

  /** What is there waits, like what changes. */
  private int start(int units) {
    int left = units;
    for (; left > 0 && !closed && started < table.prefixes.end(); started++) {
      if (table.best(started) != RibTable.NONE) {
        dirty.mark(started);
      }
      left -= Chores.LOOK;
    }
    starting = left <= 0;
    return left;
  }

  /** {@return whether best routes are there that do not wait yet, and have not been polled} */
  public boolean isStarting() {
    return starting;
  }

  /** {@return the family} */
  public AddressFamily family() {
    return table.family;
  }

  @Override
  public void changed(int prefix, boolean best) {
    if (best) {
      dirty.mark(prefix);
    }
  }

  @Override
  public boolean needs(int prefix) {
    return dirty.contains(prefix);
  }

  /** {@return how many changes wait} */
  public int pending() {
    return dirty.size();
  }

  /** {@return the next change, none when none waits} */
  public Optional<Change> poll() {
    int number = dirty.poll();
    if (number < 0) {
      return Optional.empty();
    }
    int best = table.best(number);
    Prefix prefix = table.prefixes.prefix(number);
    Optional<Route> route =
        best == RibTable.NONE ? Optional.empty() : Optional.of(table.route(best));
    table.forgetIfUnused(number);
    return Optional.of(new Change(prefix, route));
  }

  /** Has a prefix wait again, of which the reader could not make use. */
  public void again(Prefix prefix) {
    int number = table.prefixes.find(prefix.high(), prefix.low(), prefix.length());
    if (number != RibTable.NONE) {
      dirty.mark(number);
    }
  }

  /** Ends the feed. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Leaver.replace(this, table, dirty.numbers());
    }
  }
}
