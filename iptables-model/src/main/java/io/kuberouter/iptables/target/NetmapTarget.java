package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.IpBlock;

/**
 * {@code -j NETMAP}: changes the network, and keeps the host part.
 *
 * @param to the other network
 */
public record NetmapTarget(IpBlock to) implements Target {}
