package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.PortRange;
import io.kuberouter.iptables.term.TcpFlags;
import java.util.Optional;

/**
 * {@code -m tcp}: a packet of TCP.
 *
 * @param sourcePorts of the source
 * @param destinationPorts of the destination
 * @param option that is set
 * @param flags of the header
 */
public record TcpMatch(
    Optional<Negatable<PortRange>> sourcePorts,
    Optional<Negatable<PortRange>> destinationPorts,
    Optional<Negatable<Integer>> option,
    Optional<Negatable<TcpFlags>> flags)
    implements Match {

  public TcpMatch {
    option.ifPresent(v -> Bounds.check("--tcp-option", v.value(), 1, 255));
  }

  /** {@return a match of destination ports alone} */
  public static TcpMatch to(Negatable<PortRange> ports) {
    return new TcpMatch(Optional.empty(), Optional.of(ports), Optional.empty(), Optional.empty());
  }
}
