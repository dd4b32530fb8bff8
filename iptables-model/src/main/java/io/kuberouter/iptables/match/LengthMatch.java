package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.NumberRange;

/**
 * {@code -m length}: the length of the packet or its payload.
 *
 * @param length bytes
 */
public record LengthMatch(Negatable<NumberRange> length) implements Match {}
