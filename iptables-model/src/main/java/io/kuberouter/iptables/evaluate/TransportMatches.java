package io.kuberouter.iptables.evaluate;

import io.kuberouter.iptables.match.Icmp6Match;
import io.kuberouter.iptables.match.IcmpMatch;
import io.kuberouter.iptables.match.Match;
import io.kuberouter.iptables.match.MultiportMatch;
import io.kuberouter.iptables.match.SctpMatch;
import io.kuberouter.iptables.match.TcpMatch;
import io.kuberouter.iptables.match.UdpMatch;
import io.kuberouter.iptables.term.IcmpType;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.PortRange;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides matches of what stands behind the IP header. */
final class TransportMatches {

  private TransportMatches() {}

  /** {@return whether it matches; empty for a match of another kind} */
  static Optional<Boolean> matches(Match match, Packet packet) throws UndecidableException {
    boolean known =
        match instanceof TcpMatch
            || match instanceof UdpMatch
            || (match instanceof SctpMatch sctp && sctp.chunks().isEmpty())
            || match instanceof IcmpMatch
            || match instanceof Icmp6Match
            || match instanceof MultiportMatch;
    if (!known) {
      return Optional.empty();
    }
    // only the first fragment has that header; "! --dport" does not match the others either
    return Optional.of(!packet.details().fragment() && holds(match, packet));
  }

  private static boolean holds(Match match, Packet packet) throws UndecidableException {
    if (match instanceof TcpMatch m) {
      return tcp(m, packet);
    } else if (match instanceof UdpMatch m) {
      return ports(m.sourcePorts(), packet.sourcePort())
          && ports(m.destinationPorts(), packet.destinationPort());
    } else if (match instanceof SctpMatch m) {
      return ports(m.sourcePorts(), packet.sourcePort())
          && ports(m.destinationPorts(), packet.destinationPort());
    } else if (match instanceof IcmpMatch m) {
      return icmp(m.type(), packet);
    } else if (match instanceof Icmp6Match m) {
      return icmp(m.type(), packet);
    }
    return multiport((MultiportMatch) match, packet);
  }

  private static boolean tcp(TcpMatch match, Packet packet) throws UndecidableException {
    if (!ports(match.sourcePorts(), packet.sourcePort())
        || !ports(match.destinationPorts(), packet.destinationPort())) {
      return false;
    }
    if (match.option().isPresent()) {
      throw new UndecidableException("match tcp --tcp-option");
    }
    return match.flags().isEmpty()
        || match
                .flags()
                .get()
                .value()
                .matches(FieldMatches.known(packet.details().tcpFlags(), "the TCP flags"))
            != match.flags().get().negated();
  }

  private static boolean ports(Optional<Negatable<PortRange>> ports, int port) {
    return ports.isEmpty() || ports.get().value().contains(port) != ports.get().negated();
  }

  private static boolean icmp(Negatable<IcmpType> type, Packet packet) throws UndecidableException {
    return type.value()
            .matches(
                FieldMatches.known(packet.details().icmpType(), "the ICMP type"),
                FieldMatches.known(packet.details().icmpCode(), "the ICMP code"))
        != type.negated();
  }

  private static boolean multiport(MultiportMatch match, Packet packet) {
    Predicate<Integer> any = port -> match.ports().value().stream().anyMatch(r -> r.contains(port));
    boolean found =
        switch (match.side()) {
          case SOURCE -> any.test(packet.sourcePort());
          case DESTINATION -> any.test(packet.destinationPort());
          case EITHER -> any.test(packet.sourcePort()) || any.test(packet.destinationPort());
        };
    return found != match.ports().negated();
  }
}
