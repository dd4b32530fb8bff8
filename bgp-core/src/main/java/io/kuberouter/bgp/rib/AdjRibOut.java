package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Prefix;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one neighbour has been and is still to be told of one family (RFC 4271 section 3.2): a bit
 * for each prefix, and another while it waits. What is told follows from the routes when there is
 * room to write, so that a slow neighbour costs no more, and prefixes that share attributes leave
 * together.
 */
public final class AdjRibOut implements RibListener, AutoCloseable {

  private final RibTable table;
  private final int target;
  private final List<RouteSource> sources;
  private ExportFilter filter;
  private final DirtySet dirty = new DirtySet();
  private final BitSet told = new BitSet();

  /** With add-path: what has been told of each prefix, by path identifier. */
  private final Map<Integer, Map<Integer, PathAttributes>> toldPaths = new HashMap<>();

  private final boolean addPath;
  private boolean closed;
  private int count;

  AdjRibOut(
      RibTable table, int target, List<RouteSource> sources, ExportFilter filter, boolean addPath) {
    this.table = table;
    this.target = target;
    this.sources = sources;
    this.filter = filter;
    this.addPath = addPath;
    table.listen(this);
    refresh();
  }

  /** {@return the family} */
  public AddressFamily family() {
    return table.family;
  }

  @Override
  public void changed(int prefix, boolean best) {
    if (best || addPath) {
      dirty.mark(prefix);
    }
  }

  @Override
  public boolean needs(int prefix) {
    return told.get(prefix) || dirty.contains(prefix) || toldPaths.containsKey(prefix);
  }

  /** Has all routes told again (RFC 2918). */
  public void refresh() {
    toldPaths.replaceAll((prefix, paths) -> new HashMap<>(dropAttributes(paths)));
    for (int prefix = 0; prefix < table.prefixes.end(); prefix++) {
      if (told.get(prefix)
          || table.best(prefix) != RibTable.NONE
          || toldPaths.containsKey(prefix)) {
        dirty.mark(prefix);
      }
    }
  }

  private static Map<Integer, PathAttributes> dropAttributes(Map<Integer, PathAttributes> paths) {
    Map<Integer, PathAttributes> all = new HashMap<>();
    paths.keySet().forEach(id -> all.put(id, PathAttributes.EMPTY));
    return all;
  }

  /** Uses another filter: routes of which it says the same as the one before are not told again. */
  public void refilter(ExportFilter other) {
    ExportFilter before = filter;
    filter = other;
    for (int prefix = 0; prefix < table.prefixes.end(); prefix++) {
      int best = table.best(prefix);
      if (best == RibTable.NONE) {
        continue;
      }
      if (addPath || !exported(prefix, best, before).equals(exported(prefix, best, other))) {
        dirty.mark(prefix);
      }
    }
  }

  /** Has a prefix told again, of which the filter may say something else now. */
  public void reconsider(Prefix prefix) {
    int number = table.prefixes.find(prefix.high(), prefix.low(), prefix.length());
    if (number != RibTable.NONE) {
      dirty.mark(number);
    }
  }

  private Optional<PathAttributes> exported(int prefix, int route, ExportFilter by) {
    if (route == RibTable.NONE || table.sourceOf(route) == target) {
      return Optional.empty(); // what a neighbour told is not told to it
    }
    Supplier<Prefix> name = () -> table.prefixes.prefix(prefix);
    return by.apply(
        name,
        table.attributes(route),
        sources.get(table.sourceOf(route)),
        table.isLongLivedStale(route));
  }

  /** {@return how many prefixes wait} */
  public int pending() {
    return dirty.size();
  }

  /** {@return how many prefixes the neighbour has been told} */
  public int size() {
    return addPath ? toldPaths.size() : count;
  }

  /** Tells what waits, while there is room; {@return whether nothing waits any more}. */
  public boolean drain(RouteWriter out) {
    while (dirty.size() > 0 && out.ready()) {
      if (addPath) {
        drainPaths(out);
      } else if (filter.ignoresPrefixes()) {
        drainByNumber(out);
      } else {
        drainByValue(out);
      }
      out.end();
    }
    return dirty.size() == 0;
  }

  private void drainByNumber(RouteWriter out) {
    int[] batch = table.batch; // prefixes, linked by what they share
    int[] following = table.following;
    Map<Long, Integer> heads = new LinkedHashMap<>();
    List<Integer> gone = new ArrayList<>();
    long lastKey = -1;
    int size = 0;
    int head = -1;
    for (int prefix = poll(size); prefix >= 0; prefix = poll(size)) {
      int best = table.best(prefix);
      if (best == RibTable.NONE || table.sourceOf(best) == target) {
        gone.add(prefix);
        continue;
      }
      long key =
          ((long) table.used(best) << 24)
              | ((long) table.sourceOf(best) << 1)
              | (table.isLongLivedStale(best) ? 1 : 0);
      if (key != lastKey) {
        if (lastKey != -1) {
          heads.put(lastKey, head);
        }
        head = heads.getOrDefault(key, -1);
        lastKey = key;
      }
      batch[size] = prefix;
      following[size] = head;
      head = size++;
    }
    if (lastKey != -1) {
      heads.put(lastKey, head);
    }
    for (int first : heads.values()) {
      Optional<PathAttributes> attributes =
          exported(batch[first], table.best(batch[first]), filter);
      if (attributes.isEmpty() || !out.announce(attributes.get())) {
        for (int at = first; at >= 0; at = following[at]) {
          gone.add(batch[at]);
        }
        continue;
      }
      for (int at = reversed(first, following); at >= 0; at = following[at]) {
        announce(batch[at], out);
      }
    }
    withdraw(gone, out);
  }

  /** Turns a chain round, so that prefixes leave in the order in which they came. */
  private static int reversed(int first, int[] following) {
    int before = -1;
    for (int at = first; at >= 0; ) {
      int next = following[at];
      following[at] = before;
      before = at;
      at = next;
    }
    return before;
  }

  private int poll(int size) {
    return size < RibTable.BATCH ? dirty.poll() : -1;
  }

  private void drainByValue(RouteWriter out) {
    Map<PathAttributes, List<Integer>> groups = new LinkedHashMap<>();
    List<Integer> gone = new ArrayList<>();
    int size = 0;
    for (int prefix = poll(size); prefix >= 0; prefix = poll(size)) {
      int number = prefix;
      Optional<PathAttributes> attributes = exported(prefix, table.best(prefix), filter);
      if (attributes.isEmpty()) {
        gone.add(prefix);
      } else {
        groups.computeIfAbsent(attributes.get(), a -> new ArrayList<>()).add(number);
      }
      size++;
    }
    groups.forEach(
        (attributes, prefixes) -> {
          if (out.announce(attributes)) {
            prefixes.forEach(prefix -> announce(prefix, out));
          } else {
            gone.addAll(prefixes);
          }
        });
    withdraw(gone, out);
  }

  private void announce(int prefix, RouteWriter out) {
    if (!told.get(prefix)) {
      told.set(prefix);
      count++;
    }
    PrefixIndex prefixes = table.prefixes;
    out.add(prefixes.high(prefix), prefixes.low(prefix), prefixes.length(prefix), 0);
  }

  private void withdraw(List<Integer> gone, RouteWriter out) {
    boolean begun = false;
    PrefixIndex prefixes = table.prefixes;
    for (int prefix : gone) {
      if (told.get(prefix)) {
        told.clear(prefix);
        count--;
        if (!begun) {
          begun = true;
          out.withdraw();
        }
        out.add(prefixes.high(prefix), prefixes.low(prefix), prefixes.length(prefix), 0);
      }
      table.forgetIfUnused(prefix);
    }
  }

  /** RFC 7911: every route that may be told is, under our own path identifier. */
  private void drainPaths(RouteWriter out) {
    int prefix = dirty.poll();
    Map<Integer, PathAttributes> before = toldPaths.getOrDefault(prefix, Map.of());
    Map<Integer, PathAttributes> now = new LinkedHashMap<>();
    for (int route = table.firstRoute(prefix);
        route != RibTable.NONE;
        route = table.nextRoute(route)) {
      if (table.used(route) != RibTable.NONE) {
        int id = route + 1;
        exported(prefix, route, filter).ifPresent(attributes -> now.put(id, attributes));
      }
    }
    // RFC 8654 section 4: a path that does not fit is not told, and what was told of it goes
    now.entrySet().removeIf(path -> !tell(prefix, path.getKey(), path.getValue(), before, out));
    boolean gone = false;
    for (Integer id : before.keySet()) {
      if (!now.containsKey(id)) {
        if (!gone) {
          gone = true;
          out.withdraw();
        }
        write(prefix, id, out);
      }
    }
    if (now.isEmpty()) {
      toldPaths.remove(prefix);
    } else {
      toldPaths.put(prefix, now);
    }
    table.forgetIfUnused(prefix);
  }

  /** Tells of a path unless it was told so before; {@return whether the neighbour knows it then} */
  private boolean tell(
      int prefix,
      int id,
      PathAttributes attributes,
      Map<Integer, PathAttributes> before,
      RouteWriter out) {
    boolean told = Objects.equals(before.get(id), attributes);
    if (!told && out.announce(attributes)) {
      write(prefix, id, out);
      told = true;
    }
    return told;
  }

  private void write(int prefix, int id, RouteWriter out) {
    PrefixIndex prefixes = table.prefixes;
    out.add(prefixes.high(prefix), prefixes.low(prefix), prefixes.length(prefix), id);
  }

  /** Ends: the neighbour is gone, or is told nothing of the family. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    table.forget(this);
    List<Integer> held = new ArrayList<>();
    told.stream().forEach(held::add);
    held.addAll(toldPaths.keySet());
    for (int prefix = dirty.poll(); prefix >= 0; prefix = dirty.poll()) {
      if (!told.get(prefix) && !toldPaths.containsKey(prefix)) {
        held.add(prefix);
      }
    }
    held.forEach(table::forgetIfUnused);
  }
}
