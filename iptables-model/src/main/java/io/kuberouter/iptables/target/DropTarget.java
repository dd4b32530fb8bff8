package io.kuberouter.iptables.target;

/** {@code -j DROP}: drops the packet, silently. */
public record DropTarget() implements Target {}
