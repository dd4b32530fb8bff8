package io.kuberouter.route;

/**
 * A UDP port whose packets are unwrapped ({@code linux/fou.h}).
 *
 * @param protocol of the packets inside: 4 (IPv4), 41 (IPv6), 47 (GRE); 0 with GUE, whose header
 *     tells it
 * @param generic whether GUE, a header of its own, is in front
 */
public record FouPort(boolean ipv6, int port, int protocol, boolean generic) {

  /** Checks ranges. */
  public FouPort {
    if (port < 1 || port > 0xffff) {
      throw new IllegalArgumentException("port " + port + ": 1 to 65535");
    }
    if (protocol < 0 || protocol > 255) {
      throw new IllegalArgumentException("protocol " + protocol + ": 0 to 255");
    }
  }

  /** {@return as {@code ip fou add} takes it} */
  @Override
  public String toString() {
    return "port " + port + (generic ? " gue" : " ipproto " + protocol) + (ipv6 ? " -6" : "");
  }
}
