package io.kuberouter.iptables.match;

/**
 * {@code -m nfacct}: counts into an accounting object; matches always.
 *
 * @param name of the object
 */
public record NfacctMatch(String name) implements Match {}
