package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The routing tables of a speaker, one for each family. For one thread. */
public final class Rib {

  /** A few milliseconds, several when many neighbours have a route to each prefix. */
  private static final int PART = 4096 * Chores.CHANGE;

  private final List<RouteSource> sources = new ArrayList<>();
  private final AttributeStore store = new AttributeStore();
  private final Chores chores = new Chores();

  /** Sources that are used no more, of which routes may be there. */
  private final Set<Integer> leaving = new TreeSet<>();

  private final RibTable four;
  private final RibTable six;
  private final AdjRibIn ownFour;
  private final AdjRibIn ownSix;

  /** Creates empty tables. */
  public Rib(RouteSource local, DecisionOptions options) {
    sources.add(local);
    PrefixGroups groups = new PrefixGroups();
    four = new RibTable(AddressFamily.IPV4_UNICAST, store, groups, chores, sources, options);
    six = new RibTable(AddressFamily.IPV6_UNICAST, store, groups, chores, sources, options);
    ownFour = new AdjRibIn(four, 0, ImportFilter.EVERYTHING);
    ownSix = new AdjRibIn(six, 0, ImportFilter.EVERYTHING);
  }

  RibTable table(AddressFamily family) {
    if (!family.isUnicast()) {
      throw new IllegalArgumentException("no table of " + family);
    }
    return family.equals(AddressFamily.IPV4_UNICAST) ? four : six;
  }

  /**
   * Does a part of what waits to be done: routes that go, another policy, what a new neighbour or
   * listener is to hear. Each part takes some milliseconds at most.
   *
   * @return whether there is more
   */
  public boolean work() {
    return work(PART);
  }

  boolean work(int units) {
    boolean more = chores.work(units);
    leaving.removeIf(this::freed);
    return more;
  }

  /**
   * {@return a number for a source of routes; to be used until {@link #removeSource}}
   *
   * <p>While routes of the same neighbour are still going, it is the same number, so that what the
   * neighbour tells again takes their place, and it is not told them.
   */
  public int addSource(RouteSource source) {
    for (int number : leaving) {
      if (sources.get(number).peer().equals(source.peer())) {
        leaving.remove(number);
        sources.set(number, source);
        return number;
      }
    }
    for (int i = 1; i < sources.size(); i++) {
      if (sources.get(i).isLocal()) { // freed
        sources.set(i, source);
        return i;
      }
    }
    sources.add(source);
    return sources.size() - 1;
  }

  /** Changes what is known of a source: it has come up again. */
  public void setSource(int number, RouteSource source) {
    sources.set(number, source);
  }

  /** Has the routes of a source go, in parts, and then frees its number. */
  public void removeSource(int number) {
    if (!freed(number)) {
      leaving.add(number);
    }
  }

  private boolean freed(int number) {
    boolean emptyFour = four.clear(number);
    boolean empty = six.clear(number) && emptyFour;
    if (empty) {
      four.forget(number);
      six.forget(number);
      sources.set(number, sources.get(0));
    }
    return empty;
  }

  /** {@return the table of what a source tells of a family; what was told before goes} */
  public AdjRibIn adjRibIn(AddressFamily family, int source, ImportFilter filter) {
    return table(family).peer(source, filter);
  }

  /** {@return the table of our own routes of a family} */
  public AdjRibIn own(AddressFamily family) {
    return family.equals(AddressFamily.IPV4_UNICAST) ? ownFour : ownSix;
  }

  /** Sets a route of ours. */
  public void announce(Prefix prefix, PathAttributes attributes) {
    own(AddressFamily.of(prefix)).announce(Nlri.of(prefix), attributes);
  }

  /** Removes a route of ours. */
  public void withdraw(Prefix prefix) {
    own(AddressFamily.of(prefix)).withdraw(Nlri.of(prefix));
  }

  /** {@return the best route to exactly a prefix, and which rule made it the best} */
  public Optional<BestPath.Choice> best(Prefix prefix) {
    return table(AddressFamily.of(prefix)).choice(prefix);
  }

  /** {@return all routes to exactly a prefix that may be used} */
  public List<Route> routes(Prefix prefix) {
    RibTable table = table(AddressFamily.of(prefix));
    int number = table.prefixes.find(prefix.high(), prefix.low(), prefix.length());
    return number == RibTable.NONE ? List.of() : table.routes(number);
  }

  /**
   * Shows some of the best routes of a family: a walk over all in steps, between which the tables
   * may change.
   *
   * @param from 0, then what the step before returned
   * @param limit how many prefixes to look at
   * @param into gets the routes
   * @return where to go on, -1 at the end
   */
  public int walk(AddressFamily family, int from, int limit, List<Route> into) {
    RibTable table = table(family);
    int end = table.prefixes.end();
    int at = from;
    for (int looked = 0; at < end && looked < limit; at++, looked++) {
      int best = table.best(at);
      if (best != RibTable.NONE) {
        into.add(table.route(best));
      }
    }
    return at < end ? at : -1;
  }

  /** {@return how many prefixes of a family have a route} */
  public int size(AddressFamily family) {
    return table(family).prefixes.size();
  }

  /** {@return how many different sets of attributes the routes have} */
  public int attributeSets() {
    return store.size();
  }

  /** {@return a feed of best routes} */
  public LocRib locRib(AddressFamily family) {
    return new LocRib(table(family));
  }

  /** {@return the table of what a neighbour is told of a family} */
  public AdjRibOut adjRibOut(
      AddressFamily family, int target, ExportFilter filter, boolean addPath) {
    return new AdjRibOut(table(family), target, sources, filter, addPath);
  }
}
