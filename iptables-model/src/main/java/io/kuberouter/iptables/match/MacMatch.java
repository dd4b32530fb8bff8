package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Negatable;

/**
 * {@code -m mac}: the hardware address of the sender.
 *
 * @param source six bytes in lower case hexadecimals with colons
 */
public record MacMatch(Negatable<String> source) implements Match {}
