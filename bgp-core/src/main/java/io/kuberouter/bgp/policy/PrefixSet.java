package io.kuberouter.bgp.policy;

import io.kuberouter.bgp.number.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Prefixes with ranges of lengths, of both families. A look-up costs one step for each length that
 * the set has, however many prefixes there are.
 */
public final class PrefixSet {

  /**
   * Networks inside a prefix.
   *
   * @param lowest length of those that are meant
   * @param highest length of those that are meant
   */
  public record Entry(Prefix prefix, int lowest, int highest) {
    public Entry {
      if (lowest < prefix.length() || highest < lowest || highest > (prefix.isIpv6() ? 128 : 32)) {
        throw new IllegalArgumentException(
            prefix + " with lengths from " + lowest + " to " + highest);
      }
    }
  }

  /** No prefix. */
  public static final PrefixSet EMPTY = new PrefixSet(List.of());

  private final Map<Prefix, List<Entry>> entries = new HashMap<>();
  private final TreeSet<Integer> lengths4 = new TreeSet<>();
  private final TreeSet<Integer> lengths6 = new TreeSet<>();

  private PrefixSet(Collection<Entry> all) {
    for (Entry entry : all) {
      entries.computeIfAbsent(entry.prefix(), p -> new ArrayList<>(1)).add(entry);
      (entry.prefix().isIpv6() ? lengths6 : lengths4).add(entry.prefix().length());
    }
  }

  /** {@return a set} */
  public static PrefixSet of(Collection<Entry> entries) {
    return new PrefixSet(entries);
  }

  /** {@return the set of exactly these prefixes} */
  public static PrefixSet exactly(Collection<Prefix> prefixes) {
    return new PrefixSet(prefixes.stream().map(p -> new Entry(p, p.length(), p.length())).toList());
  }

  /** {@return the set of these prefixes and all inside them} */
  public static PrefixSet orLonger(Collection<Prefix> prefixes) {
    return new PrefixSet(
        prefixes.stream().map(p -> new Entry(p, p.length(), p.isIpv6() ? 128 : 32)).toList());
  }

  /** {@return whether a prefix is meant} */
  public boolean contains(Prefix prefix) {
    for (int length : prefix.isIpv6() ? lengths6 : lengths4) {
      if (length > prefix.length()) {
        return false;
      }
      Prefix outer = new Prefix(prefix.isIpv6(), prefix.high(), prefix.low(), length);
      for (Entry entry : entries.getOrDefault(outer, List.of())) {
        if (prefix.length() >= entry.lowest() && prefix.length() <= entry.highest()) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PrefixSet o && entries.equals(o.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.values().toString();
  }
}
