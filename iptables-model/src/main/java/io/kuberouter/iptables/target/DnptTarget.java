package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.IpBlock;

/**
 * {@code -j DNPT}: changes the prefix of the destination, one to one (RFC 6296).
 *
 * @param source prefix from
 * @param destination prefix to
 */
public record DnptTarget(IpBlock source, IpBlock destination) implements Target {}
