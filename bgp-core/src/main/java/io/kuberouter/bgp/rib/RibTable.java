package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All routes of one family, of all neighbours, in primitive arrays: each prefix has a chain of
 * routes that begins with the best, each neighbour ({@link AdjRibIn}) a list of its own. For one
 * thread.
 */
final class RibTable {

  static final int NONE = RouteRows.NONE;

  final AddressFamily family;
  final PrefixIndex prefixes;
  final RouteRows routes;
  final AttributeStore store;
  final PrefixGroups groups;
  final Chores chores;
  private final List<RouteSource> sources;
  private final DecisionOptions options;
  private final List<RibListener> listeners = new ArrayList<>();
  private final Map<Integer, AdjRibIn> peers = new HashMap<>();
  private int clock;

  RibTable(
      AddressFamily family,
      AttributeStore store,
      PrefixGroups groups,
      Chores chores,
      List<RouteSource> sources,
      DecisionOptions options) {
    this.family = family;
    this.prefixes = new PrefixIndex(family.addressBits() == 128);
    this.routes = new RouteRows(prefixes);
    this.store = store;
    this.groups = groups;
    this.chores = chores;
    this.sources = sources;
    this.options = options;
  }

  /** Which listener needed a prefix that was asked about last: mostly it needs the next, too. */
  private int needy;

  void listen(RibListener listener) {
    listeners.add(listener);
  }

  void forget(RibListener listener) {
    listeners.remove(listener);
  }

  /** {@return the table of a source, in which what it told earlier may still be} */
  AdjRibIn peer(int source, ImportFilter filter) {
    AdjRibIn peer = peers.computeIfAbsent(source, s -> new AdjRibIn(this, s, filter));
    peer.refilter(filter);
    return peer;
  }

  /** Has the routes of a source go, in parts; {@return whether none is there}. */
  boolean clear(int source) {
    AdjRibIn peer = peers.get(source);
    if (peer == null) {
      return true;
    }
    peer.clear();
    return peer.doomedCount() == 0;
  }

  /** Forgets a source without routes. */
  void forget(int source) {
    peers.remove(source);
  }

  // ---- changes, by AdjRibIn

  /**
   * Sets the route of a neighbour to a prefix.
   *
   * @param receivedId attributes as they came, held once for this route
   * @param usedId attributes behind the import policy, held once; NONE: rejected
   * @return whether the neighbour had none
   */
  boolean put(AdjRibIn peer, Nlri.Cursor at, int receivedId, int usedId) {
    int prefix = prefixes.add(at.high(), at.low(), at.length());
    if (prefixes.first(prefix) == NONE) {
      routes.add(prefix, peer, at.pathId(), receivedId, usedId, clock++);
      peer.touched(prefix);
      tell(prefix, usedId != NONE);
      return true;
    }
    int route = routes.find(prefix, peer.index, at.pathId());
    if (route != NONE) {
      replace(peer, route, receivedId, usedId);
      return false;
    }
    int before = best(prefix);
    routes.add(prefix, peer, at.pathId(), receivedId, usedId, clock++);
    peer.touched(prefix);
    decide(prefix, before, NONE);
    return true;
  }

  private void replace(AdjRibIn peer, int route, int receivedId, int usedId) {
    peer.leavesItsGeneration(route);
    peer.touched(routes.prefixOf(route));
    int before = routes.used(route);
    boolean same = before == usedId && !routes.isLongLivedStale(route);
    int best = best(routes.prefixOf(route));
    store.release(routes.received(route));
    release(before);
    routes.setReceived(route, receivedId);
    routes.setUsed(route, usedId);
    routes.markFresh(route);
    if (!same) { // told again with nothing new: no change, and not younger
      routes.setOrder(route, clock++);
      decide(routes.prefixOf(route), best, route);
    }
  }

  private void release(int used) {
    if (used != NONE) {
      store.release(used);
    }
  }

  /** Removes the route of a neighbour to a prefix; {@return whether there was one}. */
  boolean remove(AdjRibIn peer, Nlri.Cursor at) {
    int prefix = prefixes.find(at.high(), at.low(), at.length());
    int route = prefix == NONE ? NONE : routes.find(prefix, peer.index, at.pathId());
    if (route == NONE) {
      return false;
    }
    remove(peer, route);
    return true;
  }

  /** Removes a route of a neighbour. */
  void remove(AdjRibIn peer, int route) {
    int prefix = routes.prefixOf(route);
    int best = best(prefix);
    peer.leavesItsGeneration(route);
    peer.touched(routes.prefixOf(route));
    store.release(routes.received(route));
    release(routes.used(route));
    routes.remove(peer, route);
    decide(prefix, best, NONE);
    forgetIfUnused(prefix);
  }

  /** Frees a prefix to which there is no route and of which nobody has still to tell. */
  void forgetIfUnused(int prefix) {
    if (prefixes.first(prefix) != NONE) {
      return;
    }
    int count = listeners.size();
    for (int i = 0; i < count; i++) {
      int at = (needy + i) % count;
      if (listeners.get(at).needs(prefix)) {
        needy = at;
        return;
      }
    }
    prefixes.remove(prefix);
  }

  void markLongLivedStale(int route) {
    int prefix = routes.prefixOf(route);
    int best = best(prefix);
    routes.markLongLivedStale(route);
    decide(prefix, best, best);
  }

  /** Sets what the import policy makes of a route; held once. */
  void setUsed(int route, int usedId) {
    int before = routes.used(route);
    int best = best(routes.prefixOf(route));
    release(before);
    routes.setUsed(route, usedId);
    if (before != usedId) {
      decide(routes.prefixOf(route), best, route);
    }
  }

  // ---- the choice

  /** Chooses anew; a route that was the best and has changed counts as another. */
  private void decide(int prefix, int before, int changedRoute) {
    int now = choose(prefix);
    if (now != NONE) {
      routes.toFront(now);
    }
    tell(prefix, now != before || (changedRoute != NONE && changedRoute == now));
  }

  private void tell(int prefix, boolean changed) {
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).changed(prefix, changed);
    }
  }

  private int choose(int prefix) {
    int only = NONE;
    int count = 0;
    for (int route = prefixes.first(prefix); route != NONE; route = routes.next(route)) {
      if (routes.used(route) != NONE) {
        only = route;
        count++;
      }
    }
    if (count < 2) {
      return only;
    }
    List<Route> usable = routes(prefix);
    int at = usable.indexOf(BestPath.choose(usable, options).orElseThrow().route());
    for (int route = prefixes.first(prefix); route != NONE; route = routes.next(route)) {
      if (routes.used(route) != NONE && at-- == 0) {
        return route;
      }
    }
    throw new AssertionError(prefix);
  }

  // ---- readers

  /** {@return the best of the routes to a prefix, NONE when there is none that may be used} */
  int best(int prefix) {
    int first = prefixes.first(prefix);
    return first != NONE && routes.used(first) != NONE ? first : NONE;
  }

  /** {@return a route, or what the import policy has rejected as it came} */
  Route route(int route) {
    int used = routes.used(route);
    return new Route(
        prefixes.prefix(routes.prefixOf(route)),
        routes.pathId(route),
        sources.get(routes.source(route)),
        store.get(used == NONE ? routes.received(route) : used),
        routes.isStale(route),
        routes.isLongLivedStale(route),
        routes.order(route));
  }

  PathAttributes attributes(int route) {
    return store.get(routes.used(route));
  }

  /** {@return all routes to a prefix that may be used} */
  List<Route> routes(int prefix) {
    List<Route> usable = new ArrayList<>(4);
    for (int route = prefixes.first(prefix); route != NONE; route = routes.next(route)) {
      if (routes.used(route) != NONE) {
        usable.add(route(route));
      }
    }
    return usable;
  }

  Optional<BestPath.Choice> choice(Prefix prefix) {
    int number = prefixes.find(prefix.high(), prefix.low(), prefix.length());
    return number == NONE ? Optional.empty() : BestPath.choose(routes(number), options);
  }
}
