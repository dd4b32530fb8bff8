package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.NumberRange;
import java.util.Optional;

/**
 * {@code -m ipcomp}: the compressed payload of IPsec.
 *
 * @param spi compression parameter index
 * @param reservedZero whether the reserved field must be 0
 */
public record IpcompMatch(Optional<Negatable<NumberRange>> spi, boolean reservedZero)
    implements Match {}
