package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.IcmpType;
import io.kuberouter.iptables.term.Negatable;

/** {@code -m icmp6}: a type of ICMPv6. */
public record Icmp6Match(Negatable<IcmpType> type) implements Match {}
