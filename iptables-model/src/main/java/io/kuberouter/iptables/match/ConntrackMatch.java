package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Bounds;
import io.kuberouter.iptables.term.ConnectionState;
import io.kuberouter.iptables.term.IpBlock;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.NumberRange;
import io.kuberouter.iptables.term.PortRange;
import io.kuberouter.iptables.term.Words;
import java.util.Optional;
import java.util.Set;

/**
 * {@code -m conntrack}: what connection tracking knows of the packet.
 *
 * @param states of the connection
 * @param protocol of the connection
 * @param originalSource of the first packet
 * @param originalDestination of the first packet
 * @param replySource of the answer
 * @param replyDestination of the answer
 * @param originalSourcePorts of the first packet
 * @param originalDestinationPorts of the first packet
 * @param replySourcePorts of the answer
 * @param replyDestinationPorts of the answer
 * @param statuses of the connection
 * @param expire seconds left
 * @param direction of the packet
 */
public record ConntrackMatch(
    Optional<Negatable<Set<ConnectionState>>> states,
    Optional<Negatable<Integer>> protocol,
    Optional<Negatable<IpBlock>> originalSource,
    Optional<Negatable<IpBlock>> originalDestination,
    Optional<Negatable<IpBlock>> replySource,
    Optional<Negatable<IpBlock>> replyDestination,
    Optional<Negatable<PortRange>> originalSourcePorts,
    Optional<Negatable<PortRange>> originalDestinationPorts,
    Optional<Negatable<PortRange>> replySourcePorts,
    Optional<Negatable<PortRange>> replyDestinationPorts,
    Optional<Negatable<Set<Status>>> statuses,
    Optional<Negatable<NumberRange>> expire,
    Optional<Direction> direction)
    implements Match {

  /** Status bits, in the order they print. */
  public enum Status {
    NONE,
    EXPECTED,
    SEEN_REPLY,
    ASSURED,
    CONFIRMED
  }

  /** Direction of a packet in its connection. */
  public enum Direction {
    ORIGINAL,
    REPLY
  }

  public ConntrackMatch {
    states = states.map(v -> new Negatable<>(v.negated(), Words.ordered(v.value())));
    protocol.ifPresent(v -> Bounds.check("--ctproto", v.value(), 0, 255));
    statuses = statuses.map(v -> new Negatable<>(v.negated(), Words.ordered(v.value())));
  }

  /** {@return a match of states alone, by far the most frequent} */
  public static ConntrackMatch ofStates(Negatable<Set<ConnectionState>> states) {
    return new ConntrackMatch(
        Optional.of(states),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
