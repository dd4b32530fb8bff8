package io.kuberouter.iptables.target;

/** {@code -j RETURN}: goes back to the calling chain. */
public record ReturnTarget() implements Target {}
