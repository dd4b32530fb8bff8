package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.NumberRange;

/**
 * {@code -m tcpmss}: the maximum segment size of a SYN.
 *
 * @param size bytes
 */
public record TcpmssMatch(Negatable<NumberRange> size) implements Match {}
