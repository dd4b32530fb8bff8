package io.kuberouter.iptables.target;

/** {@code -j QUEUE}: hands the packet to a program, by the old interface. */
public record QueueTarget() implements Target {}
