package io.kuberouter.ipvs;

/**
 * What a service or server has carried since it was made or its counters were zeroed, and its
 * rates; the kernel sums up and estimates every two seconds. 64 bits since Linux 4.1; before, the
 * counters of connections and packets and the rates have 32 and start again at 0.
 */
public record TrafficStats(
    long connections,
    long packetsIn,
    long packetsOut,
    long bytesIn,
    long bytesOut,
    long connectionsPerSecond,
    long packetsInPerSecond,
    long packetsOutPerSecond,
    long bytesInPerSecond,
    long bytesOutPerSecond) {

  /** Nothing counted. */
  public static final TrafficStats ZERO = new TrafficStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
