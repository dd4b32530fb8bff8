package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.MaskedValue;
import io.kuberouter.iptables.term.Negatable;

/** {@code -m realm}: the realm of the route. */
public record RealmMatch(Negatable<MaskedValue> realm) implements Match {}
