package io.kuberouter.ipvs;

/** Counters of a service or server since it was made. */
public record TrafficStats(
    long connections, long packetsIn, long packetsOut, long bytesIn, long bytesOut) {

  /** Nothing counted. */
  public static final TrafficStats ZERO = new TrafficStats(0, 0, 0, 0, 0);
}
