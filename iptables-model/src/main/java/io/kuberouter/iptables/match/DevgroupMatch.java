package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.MaskedValue;
import io.kuberouter.iptables.term.Negatable;
import java.util.Optional;

/**
 * {@code -m devgroup}: the group of the interface.
 *
 * @param sourceGroup of the incoming one
 * @param destinationGroup of the outgoing one
 */
public record DevgroupMatch(
    Optional<Negatable<MaskedValue>> sourceGroup, Optional<Negatable<MaskedValue>> destinationGroup)
    implements Match {}
