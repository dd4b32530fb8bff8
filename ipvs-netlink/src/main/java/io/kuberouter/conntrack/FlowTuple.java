package io.kuberouter.conntrack;

import java.net.InetAddress;

/**
 * One direction of a flow ({@code CTA_TUPLE_*}).
 *
 * @param protocol of IP: 6 TCP, 17 UDP, 1 ICMP, …
 * @param sourcePort 0 for protocols without ports
 * @param destinationPort 0 for protocols without ports
 */
public record FlowTuple(
    InetAddress source,
    InetAddress destination,
    int protocol,
    int sourcePort,
    int destinationPort) {}
