package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.NumberRange;
import java.util.Optional;

/** {@code -m mh}: IPv6's Mobility header. */
public record MhMatch(Optional<Negatable<NumberRange>> types) implements Match {}
