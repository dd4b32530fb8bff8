package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.IpBlock;

/** {@code -s}: the source address. */
public record SourceMatch(boolean negated, IpBlock block) implements HeaderMatch {}
