package io.kuberouter.ipvs;

/** The timeouts of connections, in seconds; 0 leaves one as it is when set. */
public record IpvsTimeouts(int tcpSeconds, int tcpFinSeconds, int udpSeconds) {
  public IpvsTimeouts {
    if (tcpSeconds < 0 || tcpFinSeconds < 0 || udpSeconds < 0) {
      throw new IllegalArgumentException(
          "timeouts " + tcpSeconds + ", " + tcpFinSeconds + ", " + udpSeconds);
    }
  }
}
