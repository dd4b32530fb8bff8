package io.kuberouter.iptables.match;

/** {@code -m eui64}: an IPv6 source that was made of the hardware address. */
public record Eui64Match() implements Match {}
