package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.IcmpType;
import io.kuberouter.iptables.term.Negatable;

/** {@code -m icmp}: a type of ICMP. */
public record IcmpMatch(Negatable<IcmpType> type) implements Match {}
