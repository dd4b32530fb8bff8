package io.kuberouter.ipvs;

import java.net.InetAddress;

/**
 * A server as one asks for it.
 *
 * @param weight 0 lets no new connections in
 * @param upperThreshold of connections; 0 for none
 * @param lowerThreshold of connections; 0 for none
 */
public record RealServer(
    RealServerKey key, ForwardMethod method, int weight, long upperThreshold, long lowerThreshold) {

  /** {@return a server behind address translation} */
  public static RealServer masquerade(InetAddress address, int port, int weight) {
    return new RealServer(new RealServerKey(address, port), ForwardMethod.MASQUERADE, weight, 0, 0);
  }

  /** {@return the same server with another weight; 0: no new connections} */
  public RealServer withWeight(int value) {
    return new RealServer(key, method, value, upperThreshold, lowerThreshold);
  }
}
