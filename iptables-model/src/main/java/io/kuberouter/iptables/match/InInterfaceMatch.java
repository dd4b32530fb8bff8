package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.InterfacePattern;

/** {@code -i}: the interface the packet came in by. */
public record InInterfaceMatch(boolean negated, InterfacePattern iface) implements HeaderMatch {}
