package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.NumberRange;
import java.util.Optional;

/**
 * {@code -m esp}: the encrypted payload of IPsec.
 *
 * @param spi security parameter index
 */
public record EspMatch(Optional<Negatable<NumberRange>> spi) implements Match {}
