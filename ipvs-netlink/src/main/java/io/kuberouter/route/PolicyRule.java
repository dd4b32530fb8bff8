package io.kuberouter.route;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A rule of policy routing that looks at the source.
 *
 * @param priority 0 lets the kernel choose
 * @param source absent for all
 */
public record PolicyRule(
    boolean ipv6, long priority, Optional<InetAddress> source, int sourceLength, int table) {}
