package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.attribute.Nlri;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Prefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * All routes of one family, of all neighbours, in primitive arrays: each prefix has a chain of
 * routes, each neighbour ({@link AdjRibIn}) a doubly linked list of its own. For one thread.
 */
final class RibTable {

  static final int NONE = -1;

  /** Prefixes that are told together. */
  static final int BATCH = 16_384;

  private static final int STALE = 1;
  private static final int LONG_LIVED_STALE = 2;

  final AddressFamily family;
  final PrefixIndex prefixes;
  final AttributeStore store;
  private final List<RouteSource> sources;
  private final DecisionOptions options;
  private final List<RibListener> listeners = new ArrayList<>();

  // room for AdjRibOut, which uses it within one call
  final int[] batch = new int[BATCH];
  final int[] following = new int[BATCH];

  // of each prefix
  private int[] first = new int[32];
  private int[] best = new int[32];

  // of each route
  private int[] prefixOf = new int[32];
  private int[] next = new int[32];
  private int[] source = new int[32];
  private int[] received = new int[32];
  private int[] used = new int[32];
  private int[] pathId = new int[32];
  private int[] order = new int[32];
  private byte[] flags = new byte[32];
  private int[] peerNext = new int[32];
  private int[] peerPrevious = new int[32];
  private int[] free = new int[16];
  private int freeCount;
  private int end;
  private int clock;

  RibTable(
      AddressFamily family,
      AttributeStore store,
      List<RouteSource> sources,
      DecisionOptions options) {
    this.family = family;
    this.prefixes = new PrefixIndex(family.addressBits() == 128);
    this.store = store;
    this.sources = sources;
    this.options = options;
  }

  void listen(RibListener listener) {
    listeners.add(listener);
  }

  void forget(RibListener listener) {
    listeners.remove(listener);
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
    ensurePrefix(prefix);
    int route = find(prefix, peer.index, at.pathId());
    boolean fresh = route == NONE;
    if (fresh) {
      route = newRoute(prefix, peer, at.pathId());
    } else {
      replace(peer, route, receivedId, usedId);
      return false;
    }
    received[route] = receivedId;
    used[route] = usedId;
    order[route] = clock++;
    peer.touched(prefix);
    decide(prefix, NONE);
    return true;
  }

  private void replace(AdjRibIn peer, int route, int receivedId, int usedId) {
    peer.notStale(flags[route]);
    peer.touched(prefixOf[route]);
    store.release(received[route]);
    received[route] = receivedId;
    boolean same = used[route] == usedId && !isLongLivedStale(route);
    if (used[route] != NONE) {
      store.release(used[route]);
    }
    used[route] = usedId;
    flags[route] = 0;
    if (!same) { // told again with nothing new: no change, and not younger
      order[route] = clock++;
      decide(prefixOf[route], route);
    }
  }

  private int newRoute(int prefix, AdjRibIn peer, int id) {
    int route = freeCount > 0 ? free[--freeCount] : end++;
    if (route == prefixOf.length) {
      growRoutes(route + (route >> 1));
    }
    prefixOf[route] = prefix;
    source[route] = peer.index;
    pathId[route] = id;
    flags[route] = 0;
    next[route] = first[prefix];
    first[prefix] = route;
    peerPrevious[route] = NONE;
    peerNext[route] = peer.head;
    if (peer.head != NONE) {
      peerPrevious[peer.head] = route;
    }
    peer.head = route;
    return route;
  }

  private void growRoutes(int size) {
    prefixOf = Arrays.copyOf(prefixOf, size);
    next = Arrays.copyOf(next, size);
    source = Arrays.copyOf(source, size);
    received = Arrays.copyOf(received, size);
    used = Arrays.copyOf(used, size);
    pathId = Arrays.copyOf(pathId, size);
    order = Arrays.copyOf(order, size);
    flags = Arrays.copyOf(flags, size);
    peerNext = Arrays.copyOf(peerNext, size);
    peerPrevious = Arrays.copyOf(peerPrevious, size);
  }

  private void ensurePrefix(int prefix) {
    int size = first.length;
    if (prefix >= size) {
      first = Arrays.copyOf(first, prefix + (prefix >> 1) + 1);
      best = Arrays.copyOf(best, first.length);
      Arrays.fill(first, size, first.length, 0);
    }
    if (prefix >= highest) {
      Arrays.fill(first, highest, prefix + 1, NONE);
      Arrays.fill(best, highest, prefix + 1, NONE);
      highest = prefix + 1;
    }
  }

  private int highest;

  private int find(int prefix, int peer, int id) {
    for (int route = first[prefix]; route != NONE; route = next[route]) {
      if (source[route] == peer && pathId[route] == id) {
        return route;
      }
    }
    return NONE;
  }

  /** Removes the route of a neighbour to a prefix; {@return whether there was one}. */
  boolean remove(AdjRibIn peer, Nlri.Cursor at) {
    int prefix = prefixes.find(at.high(), at.low(), at.length());
    int route = prefix == NONE ? NONE : find(prefix, peer.index, at.pathId());
    if (route == NONE) {
      return false;
    }
    remove(peer, route);
    return true;
  }

  /** Removes a route of a neighbour. */
  void remove(AdjRibIn peer, int route) {
    int prefix = prefixOf[route];
    if (first[prefix] == route) {
      first[prefix] = next[route];
    } else {
      int before = first[prefix];
      while (next[before] != route) {
        before = next[before];
      }
      next[before] = next[route];
    }
    if (peerPrevious[route] == NONE) {
      peer.head = peerNext[route];
    } else {
      peerNext[peerPrevious[route]] = peerNext[route];
    }
    if (peerNext[route] != NONE) {
      peerPrevious[peerNext[route]] = peerPrevious[route];
    }
    peer.notStale(flags[route]);
    peer.touched(prefix);
    store.release(received[route]);
    if (used[route] != NONE) {
      store.release(used[route]);
    }
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, freeCount * 2);
    }
    free[freeCount++] = route;
    decide(prefix, best[prefix] == route ? route : NONE);
    forgetIfUnused(prefix);
  }

  /** Frees a prefix to which there is no route and of which nobody has still to tell. */
  void forgetIfUnused(int prefix) {
    if (first[prefix] != NONE) {
      return;
    }
    for (RibListener listener : listeners) {
      if (listener.needs(prefix)) {
        return;
      }
    }
    best[prefix] = NONE;
    prefixes.remove(prefix);
  }

  // ---- the choice

  /** Chooses anew; a route that was the best and has changed counts as another. */
  private void decide(int prefix, int changedRoute) {
    int before = best[prefix];
    int now = choose(prefix);
    best[prefix] = now;
    boolean changed = now != before || (changedRoute != NONE && changedRoute == now);
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).changed(prefix, changed);
    }
  }

  private int choose(int prefix) {
    int only = NONE;
    int count = 0;
    for (int route = first[prefix]; route != NONE; route = next[route]) {
      if (used[route] != NONE) {
        only = route;
        count++;
      }
    }
    if (count < 2) {
      return only;
    }
    List<Route> routes = routes(prefix);
    Optional<BestPath.Choice> choice = BestPath.choose(routes, options);
    Route chosen = choice.orElseThrow().route();
    int at = routes.indexOf(chosen);
    for (int route = first[prefix]; route != NONE; route = next[route]) {
      if (used[route] != NONE && at-- == 0) {
        return route;
      }
    }
    throw new AssertionError(prefix);
  }

  // ---- readers

  int firstRoute(int prefix) {
    return first[prefix];
  }

  int nextRoute(int route) {
    return next[route];
  }

  int nextOfPeer(int route) {
    return peerNext[route];
  }

  int best(int prefix) {
    return prefix < highest ? best[prefix] : NONE;
  }

  int sourceOf(int route) {
    return source[route];
  }

  int pathIdOf(int route) {
    return pathId[route];
  }

  int prefixOf(int route) {
    return prefixOf[route];
  }

  /** {@return the number of the attributes behind the import policy, NONE when it rejects} */
  int used(int route) {
    return used[route];
  }

  int receivedId(int route) {
    return received[route];
  }

  boolean isStale(int route) {
    return (flags[route] & STALE) != 0;
  }

  boolean isLongLivedStale(int route) {
    return (flags[route] & LONG_LIVED_STALE) != 0;
  }

  void markStale(int route) {
    flags[route] |= STALE;
  }

  void markLongLivedStale(int route) {
    flags[route] |= LONG_LIVED_STALE;
    decide(prefixOf[route], best[prefixOf[route]]);
  }

  /** Sets what the import policy makes of a route; held once. */
  void setUsed(int route, int usedId) {
    int before = used[route];
    if (before != NONE) {
      store.release(before);
    }
    used[route] = usedId;
    if (before != usedId) {
      decide(prefixOf[route], route);
    }
  }

  /** {@return a route, or what the import policy has rejected as it came} */
  Route route(int route) {
    return new Route(
        prefixes.prefix(prefixOf[route]),
        pathId[route],
        sources.get(source[route]),
        store.get(used[route] == NONE ? received[route] : used[route]),
        isStale(route),
        isLongLivedStale(route),
        order[route]);
  }

  PathAttributes attributes(int route) {
    return store.get(used[route]);
  }

  /** {@return all routes to a prefix that may be used} */
  List<Route> routes(int prefix) {
    List<Route> routes = new ArrayList<>(4);
    for (int route = first[prefix]; route != NONE; route = next[route]) {
      if (used[route] != NONE) {
        routes.add(route(route));
      }
    }
    return routes;
  }

  Optional<BestPath.Choice> choice(Prefix prefix) {
    int number = prefixes.find(prefix.high(), prefix.low(), prefix.length());
    return number == NONE ? Optional.empty() : BestPath.choose(routes(number), options);
  }
}
