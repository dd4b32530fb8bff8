package io.kuberouter.ipvs;

/** The global timeouts of connections, in seconds; 0 leaves one as it is when set. */
public record IpvsTimeouts(int tcpSeconds, int tcpFinSeconds, int udpSeconds) {}
