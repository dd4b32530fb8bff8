package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.InterfacePattern;
import io.kuberouter.iptables.term.Negatable;
import java.util.Optional;

/**
 * {@code -m physdev}: the ports of a bridge that the packet takes.
 *
 * @param isIn whether it came in by a port
 * @param in the port it came in by
 * @param isOut whether it leaves by a port
 * @param out the port it leaves by
 * @param isBridged whether it is bridged and not routed
 */
public record PhysdevMatch(
    Optional<Boolean> isIn,
    Optional<Negatable<InterfacePattern>> in,
    Optional<Boolean> isOut,
    Optional<Negatable<InterfacePattern>> out,
    Optional<Boolean> isBridged)
    implements Match {}
