package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.PortRange;
import java.util.Optional;

/**
 * {@code -j REDIRECT}: changes the destination to this machine.
 *
 * @param ports to choose from
 * @param random whether ports are chosen at random
 */
public record RedirectTarget(Optional<PortRange> ports, boolean random) implements Target {}
