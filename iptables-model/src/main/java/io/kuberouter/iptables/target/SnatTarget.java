package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.NatRange;

/**
 * {@code -j SNAT}: changes the source of a connection.
 *
 * @param to what it becomes
 * @param random whether ports are chosen at random
 * @param randomFully whether they are so without a hint
 * @param persistent whether one client keeps one address
 */
public record SnatTarget(NatRange to, boolean random, boolean randomFully, boolean persistent)
    implements Target {}
