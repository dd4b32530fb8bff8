package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.MaskedValue;
import io.kuberouter.iptables.term.Negatable;

/** {@code -m mark}: the packet's mark. */
public record MarkMatch(Negatable<MaskedValue> mark) implements Match {}
