package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.message.OldAttributes;
import io.kuberouter.bgp.number.OldFamily;
import io.kuberouter.bgp.number.Prefix;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What neighbours have told, and the best path to each prefix. Work follows the routes that a call
 * names or the neighbour that it is about, never all routes. For one thread.
 */
public final class LearnedRoutes {

  private final BiConsumer<Prefix, Optional<BestPath.Choice>> changed;
  private final Map<Prefix, Map<InetAddress, Path>> paths = new HashMap<>();
  private final Map<InetAddress, Set<Prefix>> told = new HashMap<>();
  private final Map<InetAddress, Set<Prefix>> stale = new HashMap<>();
  private final Map<Prefix, BestPath.Choice> best = new HashMap<>();

  /**
   * Starts empty.
   *
   * @param changed hears of each prefix whose best path is another than before, or none any more
   */
  public LearnedRoutes(BiConsumer<Prefix, Optional<BestPath.Choice>> changed) {
    this.changed = changed;
  }

  /** Takes a path in place of the one that the same neighbour told before. */
  public void put(Prefix prefix, Path path) {
    Map<InetAddress, Path> all = paths.computeIfAbsent(prefix, p -> new HashMap<>());
    all.put(path.peer(), path);
    told.computeIfAbsent(path.peer(), p -> new HashSet<>()).add(prefix);
    unmark(path.peer(), prefix);
    choose(prefix, all);
  }

  /** Forgets what a neighbour told of a prefix. */
  public void remove(InetAddress peer, Prefix prefix) {
    Map<InetAddress, Path> all = paths.get(prefix);
    if (all == null || all.remove(peer) == null) {
      return;
    }
    Set<Prefix> prefixes = told.get(peer);
    if (prefixes != null && prefixes.remove(prefix) && prefixes.isEmpty()) {
      told.remove(peer);
    }
    unmark(peer, prefix);
    choose(prefix, all);
  }

  /** Forgets all that a neighbour told of some families. */
  public void removeAll(InetAddress peer, Set<OldFamily> families) {
    removeEach(peer, told.get(peer), families);
  }

  /**
   * Marks all that a neighbour told of some families as stale: it stays in use until it is told
   * again or {@link #removeStale} comes (RFC 4724 section 4.2).
   */
  public void markStale(InetAddress peer, Set<OldFamily> families) {
    for (Prefix prefix : told.getOrDefault(peer, Set.of())) {
      if (families.contains(OldFamily.of(prefix))) {
        stale.computeIfAbsent(peer, p -> new HashSet<>()).add(prefix);
      }
    }
  }

  /** Forgets what is still stale of some families of a neighbour. */
  public void removeStale(InetAddress peer, Set<OldFamily> families) {
    removeEach(peer, stale.get(peer), families);
  }

  private void removeEach(
      InetAddress peer, @Nullable Set<Prefix> prefixes, Set<OldFamily> families) {
    if (prefixes != null) {
      List.copyOf(prefixes).stream()
          .filter(prefix -> families.contains(OldFamily.of(prefix)))
          .forEach(prefix -> remove(peer, prefix));
    }
  }

  private void unmark(InetAddress peer, Prefix prefix) {
    Set<Prefix> marked = stale.get(peer);
    if (marked != null && marked.remove(prefix) && marked.isEmpty()) {
      stale.remove(peer);
    }
  }

  private void choose(Prefix prefix, Map<InetAddress, Path> all) {
    Optional<BestPath.Choice> choice = BestPath.choose(all.values());
    if (choice.isEmpty()) {
      paths.remove(prefix);
      if (best.remove(prefix) != null) {
        changed.accept(prefix, choice);
      }
      return;
    }
    BestPath.Choice before = best.put(prefix, choice.get());
    if (before == null || !before.path().equals(choice.get().path())) {
      changed.accept(prefix, choice);
    }
  }

  /** {@return the best path to a prefix, and why it is the best} */
  public Optional<BestPath.Choice> best(Prefix prefix) {
    return Optional.ofNullable(best.get(prefix));
  }

  /** {@return how many prefixes a neighbour has told} */
  public int count(InetAddress peer) {
    return told.getOrDefault(peer, Set.of()).size();
  }

  /** {@return how many prefixes of a neighbour are stale} */
  public int staleCount(InetAddress peer) {
    return stale.getOrDefault(peer, Set.of()).size();
  }

  /** {@return attributes of the best path, for whoever passes it on} */
  public Optional<OldAttributes> attributes(Prefix prefix) {
    return best(prefix).map(choice -> choice.path().attributes());
  }
}
