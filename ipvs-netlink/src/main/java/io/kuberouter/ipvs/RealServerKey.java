package io.kuberouter.ipvs;

import java.net.InetAddress;

/**
 * What tells one server of a service from another.
 *
 * @param port 0 to 65535; 0 for all ports, of a service with a mark or with port 0
 */
public record RealServerKey(InetAddress address, int port) {
  public RealServerKey {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port);
    }
  }

  /** {@return as {@code 10.0.0.1:80}} */
  @Override
  public String toString() {
    return Addresses.withPort(address, port);
  }
}
