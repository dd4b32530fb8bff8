package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.NatRange;

/**
 * {@code -j DNAT}: changes the destination of a connection.
 *
 * @param to what it becomes
 * @param random whether ports are chosen at random
 * @param persistent whether one client keeps one address
 */
public record DnatTarget(NatRange to, boolean random, boolean persistent) implements Target {}
