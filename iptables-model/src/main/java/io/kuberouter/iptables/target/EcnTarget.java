package io.kuberouter.iptables.target;

/**
 * {@code -j ECN}: takes explicit congestion notification out of a SYN.
 *
 * @param remove whether to; the kernel asks for it
 */
public record EcnTarget(boolean remove) implements Target {}
