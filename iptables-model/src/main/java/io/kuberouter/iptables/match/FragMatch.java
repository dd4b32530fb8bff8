package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.NumberRange;
import java.util.Optional;

/**
 * {@code -m frag}: IPv6's Fragment header.
 *
 * @param id identification
 * @param length of the header
 * @param reservedZero whether the reserved field must be 0
 * @param first whether it must be the first
 * @param more whether more must follow
 * @param last whether it must be the last
 */
public record FragMatch(
    Optional<Negatable<NumberRange>> id,
    Optional<Negatable<Long>> length,
    boolean reservedZero,
    boolean first,
    boolean more,
    boolean last)
    implements Match {

  public FragMatch {
    length.ifPresent(v -> Bounds.check("--fraglen", v.value(), 0, 4294967295L));
    if (more && last) {
      throw new IllegalArgumentException("a fragment cannot be the last with more to follow");
    }
  }
}
