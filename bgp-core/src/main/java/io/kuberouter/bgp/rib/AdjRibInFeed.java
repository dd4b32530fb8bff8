package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.attribute.PathAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one neighbour told of one family, as a feed of what has changed, before or behind the import
 * policy: a slow reader costs two bits for each prefix, gets the latest alone, and prefixes that
 * share attributes together. For one thread.
 */
public final class AdjRibInFeed implements RibListener, AutoCloseable {

  /** Prefixes that are looked at together: what they make is a few dozen messages at most. */
  private static final int BATCH = 4096;

  /** In one turn. */
  private static final int MOST_BATCHES = 8;

  private final RibTable table;
  private final AdjRibIn peer;
  private final boolean postPolicy;
  private final boolean addPath;
  private final DirtySet dirty = new DirtySet();
  private final Bits told = new Bits();
  private boolean starting = true;

  /** With add-path: the path identifiers that have been told of each prefix. */
  private final Map<Integer, Set<Integer>> toldPaths = new HashMap<>();

  private record Path(int prefix, int pathId) {}

  AdjRibInFeed(RibTable table, AdjRibIn peer, boolean postPolicy, boolean addPath) {
    this.table = table;
    this.peer = peer;
    this.postPolicy = postPolicy;
    this.addPath = addPath;
    table.listen(this);
  }

  /** The neighbour's routes to a prefix have changed. */
  void touched(int prefix) {
    dirty.mark(prefix);
  }

  @Override
  public void changed(int prefix, boolean best) {} // of whatever neighbour: not looked at

  @Override
  public boolean needs(int prefix) {
    return told.contains(prefix) || dirty.contains(prefix);
  }

  /** What was there when the feed began waits or is told. */
  void started() {
    starting = false;
  }

  /** {@return whether nothing waits} */
  public boolean isDone() {
    return dirty.size() == 0 && !starting;
  }

  /**
   * Tells what waits, while there is room, some ten thousand prefixes at most; {@return whether
   * nothing waits any more}.
   */
  public boolean drain(RouteWriter out) {
    for (int batch = 0; batch < MOST_BATCHES && dirty.size() > 0 && out.ready(); batch++) {
      Map<Integer, List<Path>> come = new LinkedHashMap<>();
      List<Path> gone = new ArrayList<>();
      List<Integer> looked = new ArrayList<>();
      for (int prefix = dirty.poll(); prefix >= 0; prefix = poll(looked.size())) {
        looked.add(prefix);
        look(prefix, come, gone);
      }
      withdraw(gone, out);
      come.forEach((id, paths) -> announce(table.store.get(id), paths, out));
      out.end();
      looked.forEach(table::forgetIfUnused);
    }
    return isDone();
  }

  private int poll(int size) {
    return size < BATCH ? dirty.poll() : -1;
  }

  private void look(int prefix, Map<Integer, List<Path>> come, List<Path> gone) {
    Set<Integer> now = new TreeSet<>();
    for (int route = table.prefixes.first(prefix);
        route != RibTable.NONE;
        route = table.routes.next(route)) {
      int id = postPolicy ? table.routes.used(route) : table.routes.received(route);
      if (table.routes.source(route) == peer.index
          && id != RibTable.NONE
          && !peer.isDoomed(route)) {
        int pathId = table.routes.pathId(route);
        now.add(pathId);
        come.computeIfAbsent(id, i -> new ArrayList<>()).add(new Path(prefix, pathId));
      }
    }
    Set<Integer> before = addPath ? toldPaths.getOrDefault(prefix, Set.of()) : Set.of(0);
    if (told.contains(prefix)) {
      before.stream()
          .filter(id -> addPath ? !now.contains(id) : now.isEmpty())
          .forEach(id -> gone.add(new Path(prefix, id)));
    }
    if (now.isEmpty()) {
      told.remove(prefix);
    } else {
      told.add(prefix);
    }
    if (addPath && now.isEmpty()) {
      toldPaths.remove(prefix);
    } else if (addPath) {
      toldPaths.put(prefix, now);
    }
  }

  private void announce(PathAttributes attributes, List<Path> paths, RouteWriter out) {
    if (!out.ready()) {
      paths.forEach(path -> dirty.mark(path.prefix())); // later
    } else if (out.announce(attributes)) {
      paths.forEach(path -> add(path, out));
    } else {
      withdraw(paths, out); // they cannot be told, so that what was told before must go
    }
  }

  private void withdraw(List<Path> gone, RouteWriter out) {
    if (!gone.isEmpty()) {
      out.withdraw();
      gone.forEach(path -> add(path, out));
    }
  }

  private void add(Path path, RouteWriter out) {
    PrefixIndex prefixes = table.prefixes;
    int prefix = path.prefix();
    out.add(prefixes.high(prefix), prefixes.low(prefix), prefixes.length(prefix), path.pathId());
  }

  /** Ends the feed. */
  @Override
  public void close() {
    peer.unfeed(this);
    Leaver.replace(this, table, told, dirty.numbers());
  }
}
