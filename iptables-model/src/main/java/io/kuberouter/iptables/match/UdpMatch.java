package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.PortRange;
import java.util.Optional;

/**
 * {@code -m udp}: a packet of UDP.
 *
 * @param sourcePorts of the source
 * @param destinationPorts of the destination
 */
public record UdpMatch(
    Optional<Negatable<PortRange>> sourcePorts, Optional<Negatable<PortRange>> destinationPorts)
    implements Match {

  /** {@return a match of destination ports alone} */
  public static UdpMatch to(Negatable<PortRange> ports) {
    return new UdpMatch(Optional.empty(), Optional.of(ports));
  }
}
