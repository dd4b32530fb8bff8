package io.kuberouter.iptables.target;

import java.util.List;

/**
 * {@code -j TCPOPTSTRIP}: replaces options of TCP by nothing.
 *
 * @param options 2 to 255, in order
 */
public record TcpoptstripTarget(List<Integer> options) implements Target {

  public TcpoptstripTarget {
    options = List.copyOf(options);
  }
}
