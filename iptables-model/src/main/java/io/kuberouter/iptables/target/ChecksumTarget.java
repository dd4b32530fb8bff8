package io.kuberouter.iptables.target;

/**
 * {@code -j CHECKSUM}: fills in the checksum.
 *
 * @param fill whether to; the kernel asks for it
 */
public record ChecksumTarget(boolean fill) implements Target {}
