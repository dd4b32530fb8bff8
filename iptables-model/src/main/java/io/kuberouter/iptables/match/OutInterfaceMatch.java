package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.InterfacePattern;

/** {@code -o}: the interface the packet leaves by. */
public record OutInterfaceMatch(boolean negated, InterfacePattern iface) implements HeaderMatch {}
