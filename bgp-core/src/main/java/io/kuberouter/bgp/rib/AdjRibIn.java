package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.number.WellKnownCommunity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one neighbour told of one family (RFC 4271 section 3.2): also what the import policy
 * rejects, so that another policy needs no refresh. A call costs what it names; what concerns all
 * routes of the neighbour is done in parts, by {@link Rib#work}.
 */
public final class AdjRibIn {

  /** Generations that eight bits tell apart from the present one. */
  private static final int MOST_AGE = 255;

  final int index;
  private final RibTable table;
  private ImportFilter filter;
  private boolean ignoresPrefixes;

  /** The neighbour's first route, or {@link RibTable#NONE}. */
  int head = RibTable.NONE;

  /** Where the walk is, or {@link RibTable#NONE}: {@link RouteRows} keeps it off what goes. */
  int cursor = RibTable.NONE;

  private int count;
  private int stale;
  private int doomed;

  // generations: what is told belongs to the present one, what is of one before is stale
  private int generation;
  private int oldest;
  private int doomedBefore;
  private int longLivedBefore;

  private final Chores.Chore walk = this::step;
  private final List<Runnable> whenSwept = new ArrayList<>();
  private final List<AdjRibInFeed> starting = new ArrayList<>();
  private List<AdjRibInFeed> feeds = List.of();
  private boolean refiltering;
  private int lastReceived;
  private int lastUsed;

  AdjRibIn(RibTable table, int index, ImportFilter filter) {
    this.table = table;
    this.index = index;
    this.filter = filter;
    this.ignoresPrefixes = filter.ignoresPrefixes();
    table.routes.setGeneration(index, generation);
  }

  /** {@return the family} */
  public AddressFamily family() {
    return table.family;
  }

  /**
   * {@return a feed of the neighbour's routes, all of which will wait}
   *
   * @param postPolicy as the import policy makes them, or as they came
   * @param addPath whether the neighbour tells several paths (RFC 7911)
   */
  public AdjRibInFeed feed(boolean postPolicy, boolean addPath) {
    AdjRibInFeed feed = new AdjRibInFeed(table, this, postPolicy, addPath);
    starting.add(feed);
    walk();
    List<AdjRibInFeed> all = new ArrayList<>(feeds);
    all.add(feed);
    feeds = all;
    return feed;
  }

  void unfeed(AdjRibInFeed feed) {
    feeds = feeds.stream().filter(f -> f != feed).toList();
    starting.remove(feed);
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

  /** Forgets all, in parts. */
  public void clear() {
    markStale();
    sweep();
  }

  /** Marks all as stale: they stay in use until told again or swept (RFC 4724 section 4.2). */
  public void markStale() {
    if (stale == count - doomed) {
      return; // all are
    }
    if (stale + doomed == 0) {
      oldest = generation;
    }
    if (generation - oldest == MOST_AGE) {
      renumber();
    }
    generation++;
    table.routes.setGeneration(index, generation);
    stale = count - doomed;
  }

  /** Has the generations that are there become two, before their eight bits do not suffice. */
  private void renumber() {
    for (int route = head; route != RibTable.NONE; route = table.routes.nextOfPeer(route)) {
      if (table.routes.isStale(route)) {
        table.routes.setAge(route, isDoomed(route) ? 2 : 1);
      }
    }
    doomedBefore = generation - 1;
    longLivedBefore = doomedBefore;
    oldest = generation - 2;
  }

  /**
   * Marks what is stale as a last resort, and forgets what has {@code NO_LLGR} (RFC 9494 section
   * 4.2), in parts.
   */
  public void markLongLivedStale() {
    if (stale > 0) {
      longLivedBefore = generation;
      walk();
    }
  }

  /** Forgets what is still stale, in parts: from now on it counts no more. */
  public void sweep() {
    if (stale > 0) {
      doomedBefore = generation;
      doomed += stale;
      stale = 0;
      walk();
    }
  }

  /**
   * Forgets what is still stale, in parts.
   *
   * @param then is done when nothing of it is there any more
   */
  public void sweep(Runnable then) {
    sweep();
    if (doomed == 0) {
      then.run();
    } else {
      whenSwept.add(then);
    }
  }

  /** A route is told again, or goes. */
  void leavesItsGeneration(int route) {
    if (stale + doomed > 0 && table.routes.isStale(route)) {
      if (isDoomed(route)) {
        doomed--;
      } else {
        stale--;
      }
    }
  }

  /** {@return whether a route is swept, and still there} */
  boolean isDoomed(int route) {
    return doomed > 0 && generation - table.routes.age(route) < doomedBefore;
  }

  /** Looks at all routes again with another filter, in parts; nothing else changes. */
  public void refilter(ImportFilter other) {
    filter = other;
    ignoresPrefixes = other.ignoresPrefixes();
    if (count > doomed) {
      refiltering = true;
      walk();
    }
  }

  // ---- the walk over what is there

  /** Begins to look at all routes that are there now. */
  private void walk() {
    cursor = head;
    table.chores.add(walk);
  }

  private int step(int units) {
    int left = units;
    lastReceived = RibTable.NONE; // its number may be that of others by now
    while (left > 0 && cursor != RibTable.NONE) {
      int route = cursor;
      cursor = table.routes.nextOfPeer(route);
      left -= visit(route);
    }
    if (left > 0) {
      walked();
    }
    return left;
  }

  private int visit(int route) {
    int age = table.routes.age(route);
    if (generation - age < doomedBefore) {
      forget(route);
      return Chores.CHANGE;
    }
    int prefix = table.routes.prefixOf(route);
    for (AdjRibInFeed feed : starting) {
      feed.touched(prefix);
    }
    boolean forLong = generation - age < longLivedBefore && !table.routes.isLongLivedStale(route);
    if (refiltering) {
      refilter(route);
    }
    if (forLong) {
      keepForLong(route);
    }
    return refiltering || forLong ? Chores.CHANGE : Chores.LOOK;
  }

  private void forget(int route) {
    table.remove(this, route);
    count--;
  }

  private void refilter(int route) {
    int received = table.routes.received(route);
    if (ignoresPrefixes && received == lastReceived) { // of one UPDATE: asked about once
      if (lastUsed != RibTable.NONE) {
        table.store.retain(lastUsed, 1);
      }
    } else {
      lastReceived = received;
      lastUsed =
          acquire(
              filter.apply(
                  () -> table.prefixes.prefix(table.routes.prefixOf(route)),
                  table.store.get(received)));
    }
    touched(table.routes.prefixOf(route));
    table.setUsed(route, lastUsed);
  }

  private void keepForLong(int route) {
    PathAttributes received = table.store.get(table.routes.received(route));
    if (received.communities().contains(WellKnownCommunity.NO_LLGR.community())) {
      forget(route);
    } else {
      table.markLongLivedStale(route);
    }
  }

  private void walked() {
    refiltering = false;
    starting.forEach(AdjRibInFeed::started);
    starting.clear();
    if (doomed == 0 && !whenSwept.isEmpty()) {
      List<Runnable> all = List.copyOf(whenSwept);
      whenSwept.clear();
      all.forEach(Runnable::run);
    }
  }

  /** {@return how many routes the neighbour has told, with those that are rejected} */
  public int size() {
    return count - doomed;
  }

  /** {@return how many are stale} */
  public int staleCount() {
    return stale;
  }

  /** {@return how many have been swept and are still there} */
  public int doomedCount() {
    return doomed;
  }
}
