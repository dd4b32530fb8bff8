package io.kuberouter.iptables.target;

/** {@code -j NOTRACK}: leaves the packet out of connection tracking. */
public record NotrackTarget() implements Target {}
