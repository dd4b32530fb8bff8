package io.kuberouter.bgp.rib;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Routes as rows of nine words. Each is in the chain of its prefix, which begins in {@link
 * PrefixIndex}, and in the doubly linked list of its neighbour. For one thread.
 */
final class RouteRows {

  static final int NONE = -1;

  /** The generation in which a neighbour told a route, counted in eight bits. */
  private static final int GENERATION = 0xff;

  private static final int LONG_LIVED_STALE = 0x100;
  private static final int SOURCE_SHIFT = 9;

  private static final int PREFIX = 0;
  private static final int NEXT = 1;
  private static final int SOURCE = 2; // above nine bits of generation and flag
  private static final int RECEIVED = 3;
  private static final int USED = 4;
  private static final int PATH_ID = 5;
  private static final int ORDER = 6;
  private static final int PEER_NEXT = 7;
  private static final int PEER_PREVIOUS = 8;

  private final IntRows rows = new IntRows(9);
  private final PrefixIndex prefixes;

  /** Of each source, the generation of what is not stale. */
  private int[] generations = new int[4];

  RouteRows(PrefixIndex prefixes) {
    this.prefixes = prefixes;
  }

  /** {@return a new route, first of its prefix and of its neighbour} */
  int add(int prefix, AdjRibIn peer, int pathId, int received, int used, int order) {
    int route = rows.add();
    int[] page = rows.page(route);
    int at = rows.at(route);
    page[at] = prefix;
    page[at + NEXT] = prefixes.first(prefix);
    page[at + SOURCE] = (peer.index << SOURCE_SHIFT) | generations[peer.index];
    page[at + RECEIVED] = received;
    page[at + USED] = used;
    page[at + PATH_ID] = pathId;
    page[at + ORDER] = order;
    page[at + PEER_NEXT] = peer.head;
    page[at + PEER_PREVIOUS] = NONE;
    prefixes.setFirst(prefix, route);
    if (peer.head != NONE) {
      rows.set(peer.head, PEER_PREVIOUS, route);
    }
    peer.head = route;
    return route;
  }

  /** {@return the route of a neighbour to a prefix, or NONE} */
  int find(int prefix, int peer, int pathId) {
    for (int route = prefixes.first(prefix); route != NONE; ) {
      int[] page = rows.page(route);
      int at = rows.at(route);
      if (page[at + SOURCE] >> SOURCE_SHIFT == peer && page[at + PATH_ID] == pathId) {
        return route;
      }
      route = page[at + NEXT];
    }
    return NONE;
  }

  /**
   * {@return all routes of a neighbour to a prefix: a copy, for looking at them may reorder them}
   */
  int[] ofPeer(int prefix, int peer) {
    IntStream.Builder found = IntStream.builder();
    for (int route = prefixes.first(prefix); route != NONE; route = next(route)) {
      if (source(route) == peer) {
        found.add(route);
      }
    }
    return found.build().toArray();
  }

  void remove(AdjRibIn peer, int route) {
    unchain(route);
    int next = rows.get(route, PEER_NEXT);
    int previous = rows.get(route, PEER_PREVIOUS);
    if (previous == NONE) {
      peer.head = next;
    } else {
      rows.set(previous, PEER_NEXT, next);
    }
    if (next != NONE) {
      rows.set(next, PEER_PREVIOUS, previous);
    }
    if (peer.cursor == route) {
      peer.cursor = next;
    }
    rows.remove(route);
  }

  private void unchain(int route) {
    int prefix = prefixOf(route);
    int before = prefixes.first(prefix);
    if (before == route) {
      prefixes.setFirst(prefix, next(route));
      return;
    }
    while (next(before) != route) {
      before = next(before);
    }
    rows.set(before, NEXT, next(route));
  }

  /** Makes a route the first of its prefix. */
  void toFront(int route) {
    int prefix = prefixOf(route);
    if (prefixes.first(prefix) != route) {
      unchain(route);
      rows.set(route, NEXT, prefixes.first(prefix));
      prefixes.setFirst(prefix, route);
    }
  }

  int next(int route) {
    return rows.get(route, NEXT);
  }

  int nextOfPeer(int route) {
    return rows.get(route, PEER_NEXT);
  }

  int prefixOf(int route) {
    return rows.get(route, PREFIX);
  }

  int source(int route) {
    return rows.get(route, SOURCE) >> SOURCE_SHIFT;
  }

  int pathId(int route) {
    return rows.get(route, PATH_ID);
  }

  /** {@return what an export filter's answer depends on, where it ignores prefixes} */
  long sharedKey(int route) {
    int[] page = rows.page(route);
    int at = rows.at(route);
    return ((long) page[at + USED] << 32) | (page[at + SOURCE] & ~GENERATION);
  }

  /** {@return the number of the attributes as they came} */
  int received(int route) {
    return rows.get(route, RECEIVED);
  }

  void setReceived(int route, int id) {
    rows.set(route, RECEIVED, id);
  }

  /** {@return the number of the attributes behind the import policy, NONE when it rejects} */
  int used(int route) {
    return rows.get(route, USED);
  }

  void setUsed(int route, int id) {
    rows.set(route, USED, id);
  }

  int order(int route) {
    return rows.get(route, ORDER);
  }

  void setOrder(int route, int order) {
    rows.set(route, ORDER, order);
  }

  /** Begins a generation of a source: what it has told so far is stale. */
  void setGeneration(int source, int generation) {
    if (source >= generations.length) {
      generations = Arrays.copyOf(generations, source * 2);
    }
    generations[source] = generation & GENERATION;
  }

  /** {@return how many generations ago a route was told, up to 255} */
  int age(int route) {
    int word = rows.get(route, SOURCE);
    return (generations[word >> SOURCE_SHIFT] - word) & GENERATION;
  }

  /** Has a route count as told some generations ago. */
  void setAge(int route, int age) {
    int word = rows.get(route, SOURCE);
    int generation = (generations[word >> SOURCE_SHIFT] - age) & GENERATION;
    rows.set(route, SOURCE, (word & ~GENERATION) | generation);
  }

  boolean isStale(int route) {
    return age(route) != 0;
  }

  boolean isLongLivedStale(int route) {
    return (rows.get(route, SOURCE) & LONG_LIVED_STALE) != 0;
  }

  void markLongLivedStale(int route) {
    rows.set(route, SOURCE, rows.get(route, SOURCE) | LONG_LIVED_STALE);
  }

  void markFresh(int route) {
    int source = rows.get(route, SOURCE) >> SOURCE_SHIFT;
    rows.set(route, SOURCE, (source << SOURCE_SHIFT) | generations[source]);
  }
}
