package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.PortRange;
import io.kuberouter.iptables.term.Words;
import java.util.Optional;
import java.util.Set;

/**
 * {@code -m dccp}: a packet of DCCP.
 *
 * @param sourcePorts of the source
 * @param destinationPorts of the destination
 * @param types of the packet
 * @param option that is set
 */
public record DccpMatch(
    Optional<Negatable<PortRange>> sourcePorts,
    Optional<Negatable<PortRange>> destinationPorts,
    Optional<Negatable<Set<Type>>> types,
    Optional<Negatable<Integer>> option)
    implements Match {

  /** Packet types, by number. */
  public enum Type {
    REQUEST,
    RESPONSE,
    DATA,
    ACK,
    DATAACK,
    CLOSEREQ,
    CLOSE,
    RESET,
    SYNC,
    SYNCACK,
    INVALID
  }

  public DccpMatch {
    types = types.map(v -> new Negatable<>(v.negated(), Words.ordered(v.value())));
    option.ifPresent(v -> Bounds.check("--dccp-option", v.value(), 1, 255));
  }
}
