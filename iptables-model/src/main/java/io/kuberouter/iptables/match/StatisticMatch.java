package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Negatable;
import java.util.Optional;

/**
 * {@code -m statistic}: every so often, by chance or by count.
 *
 * @param probability in steps of 2^-31, as the kernel keeps it: 0 to 2^31
 * @param every one of so many
 * @param packet at which the count starts; always there with {@code every}
 */
public record StatisticMatch(
    Optional<Negatable<Long>> probability, Optional<Negatable<Long>> every, Optional<Long> packet)
    implements Match {

  /** A probability of 1. */
  public static final long ONE = 1L << 31;

  public StatisticMatch {
    probability.ifPresent(v -> Bounds.check("--probability", v.value(), 0, ONE));
    every.ifPresent(v -> Bounds.check("None", v.value(), 1, 4294967295L));
    packet.ifPresent(v -> Bounds.check("None", v, 0, 4294967295L));
    if (probability.isPresent() == every.isPresent() || packet.isPresent() != every.isPresent()) {
      throw new IllegalArgumentException("either a probability, or every and packet");
    }
  }
}
