package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.NumberRange;
import java.util.Optional;

/**
 * {@code -m owner}: who made the packet; only where it is made here.
 *
 * @param socketExists whether it belongs to a socket at all
 * @param users user numbers
 * @param groups group numbers
 * @param supplementary whether the supplementary groups count too
 */
public record OwnerMatch(
    Optional<Boolean> socketExists,
    Optional<Negatable<NumberRange>> users,
    Optional<Negatable<NumberRange>> groups,
    boolean supplementary)
    implements Match {}
