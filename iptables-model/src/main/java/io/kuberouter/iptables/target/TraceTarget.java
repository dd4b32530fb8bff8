package io.kuberouter.iptables.target;

/** {@code -j TRACE}: writes every rule that the packet meets to the kernel log. */
public record TraceTarget() implements Target {}
