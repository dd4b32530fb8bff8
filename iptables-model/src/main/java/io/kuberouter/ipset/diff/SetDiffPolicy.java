package io.kuberouter.ipset.diff;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a comparison may touch, and how.
 *
 * @param owned the names of the caller's sets: no command is made for another
 * @param spare a second name for a set that is filled beside the old one, which must be owned, too
 * @param swaps whether a set of which most changes is filled anew and swapped in
 */
public record SetDiffPolicy(Predicate<String> owned, UnaryOperator<String> spare, boolean swaps) {

  /** {@return a policy for the sets whose names begin so} */
  public static SetDiffPolicy ofPrefix(String prefix) {
    return new SetDiffPolicy(name -> name.startsWith(prefix), SetDiffPolicy::spareName, true);
  }

  /** {@return a policy under which all sets are the caller's} */
  public static SetDiffPolicy all() {
    return ofPrefix("");
  }

  /** {@return this policy without swaps} */
  public SetDiffPolicy withoutSwaps() {
    return new SetDiffPolicy(owned, spare, false);
  }

  /** {@return the beginning of a name and a hash of it: 31 characters at most} */
  public static String spareName(String name) {
    return name.substring(0, Math.min(name.length(), 21)) + "~%08x".formatted(name.hashCode());
  }
}
