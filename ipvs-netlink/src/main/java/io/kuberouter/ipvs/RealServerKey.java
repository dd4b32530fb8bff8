package io.kuberouter.ipvs;

import java.net.InetAddress;

/** What tells one server of a service from another. */
public record RealServerKey(InetAddress address, int port) {

  /** {@return as {@code 10.0.0.1:80}} */
  @Override
  public String toString() {
    return Addresses.withPort(address, port);
  }
}
