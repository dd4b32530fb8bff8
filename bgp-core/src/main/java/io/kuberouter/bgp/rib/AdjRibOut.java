package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one neighbour has been and is still to be told of one family (RFC 4271 section 3.2): a bit
 * for each prefix, and another while it waits. What is told follows from the routes when there is
 * room to write, so that a slow neighbour costs no more, and prefixes that share attributes leave
 * together.
 */
public final class AdjRibOut implements RibListener, AutoCloseable {

  /** Prefixes that are told in one turn at most, or one batch more. */
  private static final int MOST = 1 << 16;

  private final RibTable table;
  private final int target;
  private final List<RouteSource> sources;
  private ExportFilter filter;
  private boolean ignoresPrefixes;
  private boolean rejectsAll;
  private final DirtySet dirty = new DirtySet();
  private final Bits told = new Bits();
  private final ToldPaths toldPaths;
  private final boolean addPath;

  // a walk over all prefixes, for what is to be told again
  private final Chores.Chore scan = this::step;
  private final List<ExportFilter> formers = new ArrayList<>();
  private boolean scanning;
  private boolean refreshing;
  private int scanned;
  private long lastKey;
  private boolean lastDiffers;

  private boolean closed;
  private int count;

  AdjRibOut(
      RibTable table, int target, List<RouteSource> sources, ExportFilter filter, boolean addPath) {
    this.table = table;
    this.target = target;
    this.sources = sources;
    this.filter = filter;
    this.ignoresPrefixes = filter.ignoresPrefixes();
    this.rejectsAll = filter.rejectsAll();
    this.addPath = addPath;
    this.toldPaths = new ToldPaths(table.prefixes);
    table.listen(this);
    refresh();
  }

  /** {@return the family} */
  public AddressFamily family() {
    return table.family;
  }

  @Override
  public void changed(int prefix, boolean best) {
    if ((best || addPath) && (!rejectsAll || told.contains(prefix))) {
      dirty.mark(prefix);
    }
  }

  @Override
  public boolean needs(int prefix) {
    return !isEmpty() && (told.contains(prefix) || dirty.contains(prefix));
  }

  /** What keeps many quiet neighbours from being looked at for each prefix. */
  private boolean isEmpty() {
    return count == 0 && toldPaths.size() == 0 && dirty.size() == 0;
  }

  /** Has all routes told again (RFC 2918). */
  public void refresh() {
    if (!rejectsAll || !isEmpty()) { // else there is nothing to tell
      refreshing = true;
      scan();
    }
  }

  /** Uses another filter: routes of which it says the same as the one before are not told again. */
  public void refilter(ExportFilter other) {
    boolean quiet = rejectsAll && isEmpty() && !scanning;
    formers.add(filter);
    filter = other;
    ignoresPrefixes = other.ignoresPrefixes();
    rejectsAll = other.rejectsAll();
    if (quiet && rejectsAll) {
      formers.clear();
    } else {
      scan();
    }
  }

  // ---- the walk over all prefixes

  private void scan() {
    scanned = 0;
    scanning = true;
    table.chores.add(scan);
  }

  private int step(int units) {
    int left = units;
    lastKey = -1; // what it stands for may be something else by now
    for (; left > 0 && !closed && scanned < table.prefixes.end(); scanned++) {
      left -= look(scanned);
    }
    if (left > 0) {
      scanning = false;
      refreshing = false;
      formers.clear();
    }
    return left;
  }

  /** Has a prefix wait, if it is to be told again; {@return what that cost}. */
  private int look(int prefix) {
    int best = table.best(prefix);
    if (refreshing) {
      if (told.contains(prefix) || (!rejectsAll && best != RibTable.NONE)) {
        toldPaths.dropAttributes(prefix);
        dirty.mark(prefix);
      }
      return Chores.LOOK;
    }
    if (best == RibTable.NONE) {
      return Chores.LOOK;
    }
    long key = table.routes.sharedKey(best);
    boolean known = key == lastKey; // neighbours of one UPDATE are asked about once
    if (!known) {
      lastKey = isShared() ? key : -1;
      lastDiffers = addPath || differs(prefix, best);
    }
    if (lastDiffers) {
      dirty.mark(prefix);
    }
    return known ? Chores.LOOK : Chores.CHANGE;
  }

  private boolean isShared() {
    return ignoresPrefixes && formers.stream().allMatch(ExportFilter::ignoresPrefixes);
  }

  /** {@return whether the filter says something else than one by which it may have been told} */
  private boolean differs(int prefix, int route) {
    Supplier<Prefix> name = () -> table.prefixes.prefix(prefix);
    Optional<PathAttributes> now = exported(name, route, filter);
    return formers.stream().anyMatch(former -> !exported(name, route, former).equals(now));
  }

  /** Has a prefix told again, of which the filter may say something else now. */
  public void reconsider(Prefix prefix) {
    int number = table.prefixes.find(prefix.high(), prefix.low(), prefix.length());
    if (number != RibTable.NONE) {
      dirty.mark(number);
    }
  }

  private Optional<PathAttributes> exported(int prefix, int route) {
    return exported(() -> table.prefixes.prefix(prefix), route, filter);
  }

  private Optional<PathAttributes> exported(Supplier<Prefix> name, int route, ExportFilter by) {
    return isUntold(route)
        ? Optional.empty()
        : by.apply(
            name,
            table.attributes(route),
            sources.get(table.routes.source(route)),
            table.routes.isLongLivedStale(route));
  }

  /** {@return whether there is no route, or the neighbour told it, who is not told it then} */
  private boolean isUntold(int route) {
    return route == RibTable.NONE || table.routes.source(route) == target;
  }

  /**
   * {@return how many prefixes are known to wait; there may be more while it {@link #isDone} not}
   */
  public int pending() {
    return dirty.size();
  }

  /** {@return whether nothing waits, nor is looked for} */
  public boolean isDone() {
    return dirty.size() == 0 && !scanning;
  }

  /** {@return how many prefixes the neighbour has been told} */
  public int size() {
    return addPath ? toldPaths.size() : count;
  }

  /**
   * Tells what waits, while there is room, some ten thousand prefixes at most; {@return whether
   * nothing waits any more}.
   */
  public boolean drain(RouteWriter out) {
    int least = dirty.size() - MOST;
    while (dirty.size() > Math.max(0, least) && out.ready()) {
      if (addPath) {
        drainPaths(out);
      } else {
        drainBest(out);
      }
      out.end();
    }
    return isDone();
  }

  private void drainBest(RouteWriter out) {
    PrefixGroups groups = table.groups;
    groups.clear();
    boolean shared = ignoresPrefixes;
    while (!groups.isFull() && dirty.size() > 0) {
      int prefix = dirty.poll();
      int best = table.best(prefix);
      if (isUntold(best)) {
        groups.addGone(prefix);
      } else if (shared) {
        groups.add(prefix, table.routes.sharedKey(best));
      } else {
        exported(prefix, best)
            .ifPresentOrElse(
                attributes -> groups.add(prefix, table.store.acquire(attributes)),
                () -> groups.addGone(prefix));
      }
    }
    for (int group = 0; group < groups.count(); group++) {
      if (shared) {
        int first = groups.prefix(groups.head(group));
        announce(group, exported(ImportFilter.NO_PREFIX, table.best(first), filter), out);
      } else {
        int id = (int) groups.key(group);
        announce(group, Optional.of(table.store.get(id)), out);
        for (int at = groups.head(group); at >= 0; at = groups.after(at)) {
          table.store.release(id);
        }
      }
    }
    withdraw(out);
  }

  private void announce(int group, Optional<PathAttributes> attributes, RouteWriter out) {
    PrefixGroups groups = table.groups;
    boolean possible = attributes.isPresent() && out.announce(attributes.get());
    for (int at = groups.head(group); at >= 0; at = groups.after(at)) {
      int prefix = groups.prefix(at);
      if (!possible) {
        groups.addGone(prefix);
        continue;
      }
      if (told.add(prefix)) {
        count++;
      }
      table.prefixes.write(prefix, 0, out);
    }
  }

  private void withdraw(RouteWriter out) {
    PrefixGroups groups = table.groups;
    boolean begun = false;
    for (int at = 0; at < groups.goneCount(); at++) {
      int prefix = groups.gone(at);
      if (told.remove(prefix)) {
        count--;
        if (!begun) {
          begun = true;
          out.withdraw();
        }
        table.prefixes.write(prefix, 0, out);
      }
      table.forgetIfUnused(prefix);
    }
  }

  /** RFC 7911: every route that may be told is, under our own path identifier. */
  private void drainPaths(RouteWriter out) {
    int prefix = dirty.poll();
    Map<Integer, PathAttributes> now = new LinkedHashMap<>();
    RouteRows routes = table.routes;
    for (int route = table.prefixes.first(prefix);
        route != RibTable.NONE;
        route = routes.next(route)) {
      if (routes.used(route) != RibTable.NONE) {
        int id = route + 1;
        exported(prefix, route).ifPresent(attributes -> now.put(id, attributes));
      }
    }
    if (toldPaths.tell(prefix, now, out)) {
      told.add(prefix);
    } else {
      told.remove(prefix);
    }
    table.forgetIfUnused(prefix);
  }

  /** Ends: the neighbour is gone, or is told nothing of the family. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    Leaver.replace(this, table, told, dirty.numbers());
  }
}
