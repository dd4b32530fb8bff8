package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.NumberRange;
import java.util.Optional;

/**
 * {@code -m ah}: the authentication header of IPsec; length and reserved field for IPv6 only.
 *
 * @param spi security parameter index
 * @param length of the header, in bytes
 * @param reservedZero whether the reserved field must be 0
 */
public record AhMatch(
    Optional<Negatable<NumberRange>> spi, Optional<Negatable<Long>> length, boolean reservedZero)
    implements Match {

  public AhMatch {
    length.ifPresent(v -> Bounds.check("--ahlen", v.value(), 0, 4294967295L));
  }
}
