package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.PortRange;
import java.util.Optional;

/**
 * {@code -j MASQUERADE}: changes the source to the address of the outgoing interface.
 *
 * @param ports to choose from
 * @param random whether ports are chosen at random
 * @param randomFully whether they are so without a hint
 */
public record MasqueradeTarget(Optional<PortRange> ports, boolean random, boolean randomFully)
    implements Target {}
