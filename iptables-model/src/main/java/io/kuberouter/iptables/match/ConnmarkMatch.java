package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.MaskedValue;
import io.kuberouter.iptables.term.Negatable;

/** {@code -m connmark}: the mark of the connection. */
public record ConnmarkMatch(Negatable<MaskedValue> mark) implements Match {}
