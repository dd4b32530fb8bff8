package io.kuberouter.conntrack;

/**
 * What one direction of a flow has carried, where {@code net.netfilter.nf_conntrack_acct} is on.
 */
public record FlowCounters(long packets, long bytes) {}
