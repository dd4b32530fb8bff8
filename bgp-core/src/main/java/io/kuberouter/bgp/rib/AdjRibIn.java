package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.number.WellKnownCommunity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What one neighbour told of one family (RFC 4271 section 3.2): also what the import policy
 * rejects, so that another policy needs no refresh. A call costs what it names, or the neighbour's
 * routes.
 */
public final class AdjRibIn {

  final int index;
  private final RibTable table;
  private ImportFilter filter;
  private boolean ignoresPrefixes;

  /** The neighbour's first route, or {@link RibTable#NONE}. */
  int head = RibTable.NONE;

  private int count;
  private int stale;
  private List<AdjRibInFeed> feeds = List.of();

  AdjRibIn(RibTable table, int index, ImportFilter filter) {
    this.table = table;
    this.index = index;
    this.filter = filter;
    this.ignoresPrefixes = filter.ignoresPrefixes();
  }

  /** {@return the family} */
  public AddressFamily family() {
    return table.family;
  }

  /**
   * {@return a feed of the neighbour's routes, all of which wait}
   *
   * @param postPolicy as the import policy makes them, or as they came
   * @param addPath whether the neighbour tells several paths (RFC 7911)
   */
  public AdjRibInFeed feed(boolean postPolicy, boolean addPath) {
    AdjRibInFeed feed = new AdjRibInFeed(table, this, postPolicy, addPath);
    for (int route = head; route != RibTable.NONE; route = table.routes.nextOfPeer(route)) {
      feed.touched(table.routes.prefixOf(route));
    }
    List<AdjRibInFeed> all = new ArrayList<>(feeds);
    all.add(feed);
    feeds = all;
    return feed;
  }

  void unfeed(AdjRibInFeed feed) {
    feeds = feeds.stream().filter(f -> f != feed).toList();
  }

  /** Routes to a prefix have changed. */
  void touched(int prefix) {
    for (int i = 0; i < feeds.size(); i++) {
      feeds.get(i).touched(prefix);
    }
  }

  /** Takes routes in place of those that the neighbour told before of the same prefixes. */
  public void announce(Nlri nlri, PathAttributes attributes) {
    AttributeStore store = table.store;
    int received = store.acquire(attributes);
    store.retain(received, nlri.size());
    if (ignoresPrefixes) {
      int used = acquire(filter.apply(ImportFilter.NO_PREFIX, attributes));
      if (used != RibTable.NONE) {
        store.retain(used, nlri.size());
      }
      for (Nlri.Cursor at = nlri.cursor(); at.next(); ) {
        put(at, received, used);
      }
      if (used != RibTable.NONE) {
        store.release(used);
      }
    } else {
      for (Nlri.Cursor at = nlri.cursor(); at.next(); ) {
        put(at, received, acquire(filter.apply(at::prefix, attributes)));
      }
    }
    store.release(received);
  }

  private void put(Nlri.Cursor at, int received, int used) {
    if (table.put(this, at, received, used)) {
      count++;
    }
  }

  private int acquire(Optional<PathAttributes> attributes) {
    return attributes.isPresent() ? table.store.acquire(attributes.get()) : RibTable.NONE;
  }

  /** Forgets routes; those that the neighbour never told are no mistake (section 3.1). */
  public void withdraw(Nlri nlri) {
    for (Nlri.Cursor at = nlri.cursor(); at.next(); ) {
      if (table.remove(this, at)) {
        count--;
      }
    }
  }

  /** Forgets all. */
  public void clear() {
    removeIf(route -> true);
  }

  private void removeIf(IntPredicate which) {
    int route = head;
    while (route != RibTable.NONE) {
      int following = table.routes.nextOfPeer(route);
      if (which.test(route)) {
        table.remove(this, route);
        count--;
      }
      route = following;
    }
  }

  /** Marks all as stale: they stay in use until told again or swept (RFC 4724 section 4.2). */
  public void markStale() {
    for (int route = head; route != RibTable.NONE; route = table.routes.nextOfPeer(route)) {
      if (!table.routes.isStale(route)) {
        table.routes.markStale(route);
        stale++;
      }
    }
  }

  /**
   * Marks what is stale as a last resort, and forgets what has {@code NO_LLGR} (RFC 9494 section
   * 4.2).
   */
  public void markLongLivedStale() {
    for (int route = head; route != RibTable.NONE; ) {
      int following = table.routes.nextOfPeer(route);
      if (table.routes.isStale(route)) {
        boolean kept =
            !table
                .store
                .get(table.routes.received(route))
                .communities()
                .contains(WellKnownCommunity.NO_LLGR.community());
        if (kept) {
          table.markLongLivedStale(route);
        } else {
          table.remove(this, route);
          count--;
        }
      }
      route = following;
    }
  }

  /** Forgets what is still stale. */
  public void sweep() {
    if (stale > 0) {
      removeIf(table.routes::isStale);
    }
  }

  void notStale(boolean before) {
    if (before) {
      stale--;
    }
  }

  /** Looks at all routes again with another filter; nothing else changes. */
  public void refilter(ImportFilter other) {
    filter = other;
    ignoresPrefixes = other.ignoresPrefixes();
    int lastReceived = RibTable.NONE;
    int lastUsed = RibTable.NONE;
    for (int route = head; route != RibTable.NONE; route = table.routes.nextOfPeer(route)) {
      int received = table.routes.received(route);
      if (ignoresPrefixes && received == lastReceived) { // of one UPDATE: asked about once
        if (lastUsed != RibTable.NONE) {
          table.store.retain(lastUsed, 1);
        }
      } else {
        int current = route;
        lastReceived = received;
        lastUsed =
            acquire(
                other.apply(
                    () -> table.prefixes.prefix(table.routes.prefixOf(current)),
                    table.store.get(received)));
      }
      touched(table.routes.prefixOf(route));
      table.setUsed(route, lastUsed);
    }
  }

  /** Looks at the routes to one prefix again, of which the filter may say something else now. */
  public void reconsider(Prefix prefix) {
    int number = table.prefixes.find(prefix.high(), prefix.low(), prefix.length());
    if (number == RibTable.NONE) {
      return;
    }
    for (int route : table.routes.ofPeer(number, index)) {
      touched(number);
      table.setUsed(
          route,
          acquire(filter.apply(() -> prefix, table.store.get(table.routes.received(route)))));
    }
  }

  /** {@return how many routes the neighbour has told, with those that are rejected} */
  public int size() {
    return count;
  }

  /** {@return how many are stale} */
  public int staleCount() {
    return stale;
  }
}
