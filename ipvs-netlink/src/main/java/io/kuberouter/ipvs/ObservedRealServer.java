package io.kuberouter.ipvs;

/** A server as the kernel lists it, with its connections. */
public record ObservedRealServer(
    RealServer server,
    long activeConnections,
    long inactiveConnections,
    long persistentConnections,
    TrafficStats stats) {}
