package io.kuberouter.sync.desired;

import java.util.Comparator;

/**
 * The part of the desired state that one object asks for.
 *
 * @param rank the object's rank where two ask for different states of one thing: the lower one wins
 *     (creation time of a Service, else empty)
 * @param reason the object, for people: {@code Service shop/web}
 */
public record Fragment(String rank, String reason) implements Comparable<Fragment> {

  private static final Comparator<Fragment> ORDER =
      Comparator.comparing(Fragment::rank).thenComparing(Fragment::reason);

  /** The fragment of an object without a rank. */
  public static Fragment of(String reason) {
    return new Fragment("", reason);
  }

  @Override
  public int compareTo(Fragment other) {
    return ORDER.compare(this, other);
  }
}
