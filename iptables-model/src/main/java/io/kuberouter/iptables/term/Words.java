package io.kuberouter.iptables.term;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Copies of sets that keep the order in which the tool prints. */
public final class Words {

  private Words() {}

  /**
   * {@return an unmodifiable copy in the order of the enum}
   *
   * @throws IllegalArgumentException of an empty set, which no option can say
   */
  public static <E extends Enum<E>> Set<E> ordered(Set<E> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("at least one value expected");
    }
    return Collections.unmodifiableSet(EnumSet.copyOf(values));
  }
}
