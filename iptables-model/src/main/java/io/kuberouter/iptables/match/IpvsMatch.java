package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.IpBlock;
import io.kuberouter.iptables.term.Negatable;
import java.util.Optional;

/**
 * {@code -m ipvs}: a connection of a virtual service.
 *
 * @param ipvs whether it is one at all
 * @param protocol of the service
 * @param address of the service
 * @param port of the service
 * @param direction of the packet
 * @param method of forwarding
 * @param controlPort of the connection that controls this one
 */
public record IpvsMatch(
    Optional<Boolean> ipvs,
    Optional<Negatable<Integer>> protocol,
    Optional<Negatable<IpBlock>> address,
    Optional<Negatable<Integer>> port,
    Optional<Direction> direction,
    Optional<Negatable<Method>> method,
    Optional<Negatable<Integer>> controlPort)
    implements Match {

  /** Direction of a packet in its connection. */
  public enum Direction {
    ORIGINAL,
    REPLY
  }

  /** How IPVS forwards. */
  public enum Method {
    GATE,
    IPIP,
    MASQ
  }

  public IpvsMatch {
    protocol.ifPresent(v -> Bounds.check("--vproto", v.value(), 0, 255));
    port.ifPresent(v -> Bounds.check("--vport", v.value(), 0, 65535));
    controlPort.ifPresent(v -> Bounds.check("--vportctl", v.value(), 0, 65535));
  }
}
