package io.kuberouter.iptables.target;

import io.kuberouter.iptables.term.IpBlock;

/**
 * {@code -j SNPT}: changes the prefix of the source, one to one (RFC 6296).
 *
 * @param source prefix from
 * @param destination prefix to
 */
public record SnptTarget(IpBlock source, IpBlock destination) implements Target {}
