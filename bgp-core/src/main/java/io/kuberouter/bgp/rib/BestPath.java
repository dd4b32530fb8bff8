package io.kuberouter.bgp.rib;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** The choice between paths to one prefix (RFC 4271 section 9.1.2), which names what decided. */
public final class BestPath {

  /** The rule by which one path was preferred, in the order they are tried. */
  public enum Step {
    ONLY_PATH,
    LOCAL_PREF,
    AS_PATH_LENGTH,
    ORIGIN,
    MULTI_EXIT_DISC,
    EBGP_OVER_IBGP,
    BGP_IDENTIFIER,
    PEER_ADDRESS
  }

  /** The chosen path, and the rule that set it apart from the runner-up. */
  public record Choice(Path path, Step step) {}

  private static final long DEFAULT_LOCAL_PREF = 100;

  private BestPath() {}

  /** {@return the best of the paths, none when there are none} */
  public static Optional<Choice> choose(Collection<Path> paths) {
    Choice best = null;
    for (Path path : paths) {
      if (best == null) {
        best = new Choice(path, Step.ONLY_PATH);
        continue;
      }
      Step step = decides(best.path(), path);
      boolean better = compare(path, best.path(), step) < 0;
      // the runner-up that came closest decides which rule is told
      Step closest =
          best.step() == Step.ONLY_PATH || better || step.compareTo(best.step()) > 0
              ? step
              : best.step();
      best = new Choice(better ? path : best.path(), closest);
    }
    return Optional.ofNullable(best);
  }

  private static Step decides(Path a, Path b) {
    for (Step step : Step.values()) {
      if (step != Step.ONLY_PATH && compare(a, b, step) != 0) {
        return step;
      }
    }
    return Step.PEER_ADDRESS;
  }

  /** Negative when the first is preferred by this rule. */
  private static int compare(Path a, Path b, Step step) {
    return switch (step) {
      case ONLY_PATH -> 0;
      case LOCAL_PREF -> Long.compare(localPref(b), localPref(a));
      case AS_PATH_LENGTH ->
          Integer.compare(a.attributes().asPathLength(), b.attributes().asPathLength());
      case ORIGIN -> Integer.compare(a.attributes().origin(), b.attributes().origin());
      case MULTI_EXIT_DISC ->
          neighbour(a) == neighbour(b) ? Long.compare(med(a), med(b)) : 0; // 9.1.2.2 c
      case EBGP_OVER_IBGP -> Boolean.compare(b.external(), a.external());
      case BGP_IDENTIFIER -> Long.compare(a.identifier(), b.identifier());
      case PEER_ADDRESS -> order(a.peer(), b.peer());
    };
  }

  private static long localPref(Path path) {
    return path.attributes().localPref().orElse(DEFAULT_LOCAL_PREF);
  }

  private static long med(Path path) {
    return path.attributes().multiExitDisc().orElse(0L);
  }

  /** The neighbouring AS; -1 for a path that began in ours. */
  private static long neighbour(Path path) {
    return path.attributes().asPath().stream().findFirst().orElse(-1L);
  }

  private static int order(InetAddress a, InetAddress b) {
    byte[] first = a.getAddress();
    byte[] second = b.getAddress();
    return first.length != second.length
        ? Integer.compare(first.length, second.length)
        : Arrays.compareUnsigned(first, second);
  }
}
