package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.IpBlock;

/** {@code -d}: the destination address. */
public record DestinationMatch(boolean negated, IpBlock block) implements HeaderMatch {}
