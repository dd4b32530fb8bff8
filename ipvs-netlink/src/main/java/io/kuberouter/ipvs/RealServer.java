package io.kuberouter.ipvs;

import java.net.InetAddress;

/**
 * A server as one asks for it.
 *
 * @param weight 0 lets no new connections in; up to 2^31-1
 * @param upperThreshold connections above which it takes no more; 0 for none
 * @param lowerThreshold connections below which it takes some again; 0 for three quarters of the
 *     upper
 * @param tunnel how packets are wrapped; {@link Tunnel#IPIP} without {@link ForwardMethod#TUNNEL}
 */
public record RealServer(
    RealServerKey key,
    ForwardMethod method,
    int weight,
    long upperThreshold,
    long lowerThreshold,
    Tunnel tunnel) {

  private static final long U32 = 0xffff_ffffL;

  public RealServer {
    if (weight < 0) {
      throw new IllegalArgumentException("weight " + weight + " of " + key);
    }
    if (upperThreshold < 0 || upperThreshold > U32 || lowerThreshold < 0 || lowerThreshold > U32) {
      throw new IllegalArgumentException(
          "thresholds " + upperThreshold + ", " + lowerThreshold + " of " + key);
    }
  }

  /** {@return a server without thresholds} */
  public static RealServer of(RealServerKey key, ForwardMethod method, int weight) {
    return new RealServer(key, method, weight, 0, 0, Tunnel.IPIP);
  }

  /** {@return a server behind address translation} */
  public static RealServer masquerade(InetAddress address, int port, int weight) {
    return of(new RealServerKey(address, port), ForwardMethod.MASQUERADE, weight);
  }

  /** {@return the same server with another weight; 0: no new connections} */
  public RealServer withWeight(int value) {
    return new RealServer(key, method, value, upperThreshold, lowerThreshold, tunnel);
  }

  /** {@return the same server with thresholds of connections} */
  public RealServer withThresholds(long upper, long lower) {
    return new RealServer(key, method, weight, upper, lower, tunnel);
  }

  /** {@return the same server, reached through a tunnel} */
  public RealServer withTunnel(Tunnel value) {
    return new RealServer(key, ForwardMethod.TUNNEL, weight, upperThreshold, lowerThreshold, value);
  }
}
