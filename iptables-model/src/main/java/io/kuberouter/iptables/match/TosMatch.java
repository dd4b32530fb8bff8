package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.MaskedValue;
import io.kuberouter.iptables.term.Negatable;

/**
 * {@code -m tos}: the type of service field.
 *
 * @param tos with the mask in the low 8 bits
 */
public record TosMatch(Negatable<MaskedValue> tos) implements Match {}
