package io.kuberouter.iptables.target;

/** {@code -j ACCEPT}: lets the packet through this table. */
public record AcceptTarget() implements Target {}
