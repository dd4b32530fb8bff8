package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.AddressRange;
import io.kuberouter.iptables.term.Negatable;
import java.util.Optional;

/**
 * {@code -m iprange}: addresses that are no block.
 *
 * @param source of the source
 * @param destination of the destination
 */
public record IprangeMatch(
    Optional<Negatable<AddressRange>> source, Optional<Negatable<AddressRange>> destination)
    implements Match {}
