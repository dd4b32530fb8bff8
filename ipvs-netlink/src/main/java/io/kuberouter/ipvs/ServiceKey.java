package io.kuberouter.ipvs;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;

/** What the kernel compares to tell one virtual service from another. */
public sealed interface ServiceKey {

  /** {@return whether the service is one of IPv6} */
  boolean ipv6();

  /**
   * A service reached by address, protocol and port.
   *
   * @param port 0 to 65535; 0 stands for all ports of a persistent service
   */
  record ByAddress(InetAddress address, Protocol protocol, int port) implements ServiceKey {
    public ByAddress {
      if (port < 0 || port > 65535) {
        throw new IllegalArgumentException("port " + port);
      }
    }

    @Override
    public boolean ipv6() {
      return address instanceof Inet6Address;
    }

    /** {@return as {@code 10.0.0.1:80/tcp} or {@code [fd00::1]:80/tcp}} */
    @Override
    public String toString() {
      return Addresses.withPort(address, port) + "/" + protocol.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A service reached by firewall mark.
   *
   * @param mark 1 to 2^32-1; the kernel reads 0 as no mark
   */
  record ByMark(boolean ipv6, long mark) implements ServiceKey {
    public ByMark {
      if (mark < 1 || mark > 0xffff_ffffL) {
        throw new IllegalArgumentException("mark " + mark);
      }
    }

    /** {@return as {@code fwmark 5/ipv6}} */
    @Override
    public String toString() {
      return "fwmark " + mark + (ipv6 ? "/ipv6" : "/ipv4");
    }
  }
}
