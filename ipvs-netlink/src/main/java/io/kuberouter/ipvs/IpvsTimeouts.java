package io.kuberouter.ipvs;

/**
 * The timeouts of connections, in seconds; 0 leaves one as it is when set. More than {@code
 * INT_MAX} ticks (24 days with 1000 a second, 248 with 100) the kernel refuses (EINVAL).
 */
public record IpvsTimeouts(int tcpSeconds, int tcpFinSeconds, int udpSeconds) {
  public IpvsTimeouts {
    if (tcpSeconds < 0 || tcpFinSeconds < 0 || udpSeconds < 0) {
      throw new IllegalArgumentException(
          "timeouts " + tcpSeconds + ", " + tcpFinSeconds + ", " + udpSeconds);
    }
  }
}
