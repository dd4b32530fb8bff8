package io.kuberouter.iptables.evaluate;

import io.kuberouter.ipset.IpSet;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.match.AddrtypeMatch;
import io.kuberouter.iptables.match.CommentMatch;
import io.kuberouter.iptables.match.ConnmarkMatch;
import io.kuberouter.iptables.match.ConntrackMatch;
import io.kuberouter.iptables.match.DestinationMatch;
import io.kuberouter.iptables.match.DscpMatch;
import io.kuberouter.iptables.match.FragmentMatch;
import io.kuberouter.iptables.match.HlMatch;
import io.kuberouter.iptables.match.Icmp6Match;
import io.kuberouter.iptables.match.IcmpMatch;
import io.kuberouter.iptables.match.InInterfaceMatch;
import io.kuberouter.iptables.match.IprangeMatch;
import io.kuberouter.iptables.match.LengthMatch;
import io.kuberouter.iptables.match.MarkMatch;
import io.kuberouter.iptables.match.Match;
import io.kuberouter.iptables.match.MultiportMatch;
import io.kuberouter.iptables.match.NfacctMatch;
import io.kuberouter.iptables.match.OutInterfaceMatch;
import io.kuberouter.iptables.match.OwnerMatch;
import io.kuberouter.iptables.match.PhysdevMatch;
import io.kuberouter.iptables.match.ProtocolMatch;
import io.kuberouter.iptables.match.SctpMatch;
import io.kuberouter.iptables.match.SetMatch;
import io.kuberouter.iptables.match.SourceMatch;
import io.kuberouter.iptables.match.StateMatch;
import io.kuberouter.iptables.match.TcpMatch;
import io.kuberouter.iptables.match.TtlMatch;
import io.kuberouter.iptables.match.UdpMatch;
import io.kuberouter.iptables.match.UnknownMatch;
import io.kuberouter.iptables.syntax.HeaderNames;
import io.kuberouter.iptables.term.AddressRange;
import io.kuberouter.iptables.term.ConnectionState;
import io.kuberouter.iptables.term.IcmpType;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.NumberRange;
import io.kuberouter.iptables.term.PortRange;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Decides whether a rule matches a packet: every match does, or one cannot be decided. */
final class Matcher {

  private final Map<String, IpSet> sets;
  private final Map<String, SetIndex> indexes = new HashMap<>();

  Matcher(Map<String, IpSet> sets) {
    this.sets = Map.copyOf(sets);
  }

  /**
   * {@return whether the rule matches}
   *
   * @throws UndecidableException where no match says no and one is undecidable
   */
  boolean matches(Rule rule, Packet packet) throws UndecidableException {
    UndecidableException open = null;
    for (Match match : rule.matches()) {
      try {
        if (!matches(match, packet)) {
          return false;
        }
      } catch (UndecidableException e) {
        open = e;
      }
    }
    if (open != null) {
      throw open;
    }
    return true;
  }

  private boolean matches(Match match, Packet packet) throws UndecidableException {
    if (match instanceof CommentMatch || match instanceof NfacctMatch) {
      return true;
    } else if (match instanceof SourceMatch m) {
      return m.block().contains(packet.source()) != m.negated();
    } else if (match instanceof DestinationMatch m) {
      return m.block().contains(packet.destination()) != m.negated();
    } else if (match instanceof InInterfaceMatch m) {
      return m.iface().matches(packet.inInterface()) != m.negated();
    } else if (match instanceof OutInterfaceMatch m) {
      return m.iface().matches(packet.outInterface()) != m.negated();
    } else if (match instanceof ProtocolMatch m) {
      return protocol(m.protocol(), packet.protocol()) != m.negated();
    } else if (match instanceof FragmentMatch m) {
      return packet.details().fragment() != m.negated();
    } else if (match instanceof MarkMatch m) {
      return m.mark().value().matches(packet.mark()) != m.mark().negated();
    } else if (match instanceof SetMatch m) {
      return set(m, packet);
    } else if (match instanceof ConntrackMatch m) {
      return conntrack(m, packet);
    } else if (match instanceof StateMatch m) {
      return state(m.states(), packet);
    } else if (match instanceof AddrtypeMatch m) {
      return addrtype(m, packet);
    } else if (match instanceof PhysdevMatch m) {
      return physdev(m, packet);
    } else if (match instanceof MultiportMatch m) {
      return multiport(m, packet);
    }
    return transport(match, packet);
  }

  private static boolean protocol(String wanted, String of) {
    Integer one = HeaderNames.PROTOCOLS.get(wanted);
    return wanted.equals("all")
        || wanted.equals(of)
        || (one != null && one.equals(HeaderNames.PROTOCOLS.get(of)))
        || (one == null && wanted.equals(String.valueOf(HeaderNames.PROTOCOLS.get(of))));
  }

  private static boolean transport(Match match, Packet packet) throws UndecidableException {
    if (match instanceof TcpMatch m) {
      if (!ports(m.sourcePorts(), packet.sourcePort())
          || !ports(m.destinationPorts(), packet.destinationPort())) {
        return false;
      }
      if (m.option().isPresent()) {
        throw new UndecidableException("match tcp --tcp-option");
      }
      return m.flags().isEmpty()
          || m.flags().get().value().matches(known(packet.details().tcpFlags(), "the TCP flags"))
              != m.flags().get().negated();
    } else if (match instanceof UdpMatch m) {
      return ports(m.sourcePorts(), packet.sourcePort())
          && ports(m.destinationPorts(), packet.destinationPort());
    } else if (match instanceof SctpMatch m && m.chunks().isEmpty()) {
      return ports(m.sourcePorts(), packet.sourcePort())
          && ports(m.destinationPorts(), packet.destinationPort());
    } else if (match instanceof IcmpMatch m) {
      return icmp(m.type(), packet);
    } else if (match instanceof Icmp6Match m) {
      return icmp(m.type(), packet);
    }
    return rest(match, packet);
  }

  private static boolean rest(Match match, Packet packet) throws UndecidableException {
    Details details = packet.details();
    if (match instanceof IprangeMatch m) {
      return range(m.source(), packet.source()) && range(m.destination(), packet.destination());
    } else if (match instanceof ConnmarkMatch m) {
      return m.mark().value().matches(known(details.connectionMark(), "the connection's mark"))
          != m.mark().negated();
    } else if (match instanceof LengthMatch m) {
      return numbers(m.length(), known(details.length(), "the length"));
    } else if (match instanceof TtlMatch m) {
      return m.comparison().holds(known(details.ttl(), "the time to live"), m.value().value())
          != m.value().negated();
    } else if (match instanceof HlMatch m) {
      return m.comparison().holds(known(details.ttl(), "the hop limit"), m.value().value())
          != m.value().negated();
    } else if (match instanceof DscpMatch m) {
      return known(details.dscp(), "the class of service").equals(m.dscp().value())
          != m.dscp().negated();
    } else if (match instanceof OwnerMatch m) {
      return owner(m, details);
    } else if (match instanceof UnknownMatch m) {
      throw new UndecidableException("match " + m.name() + " " + m.options());
    }
    String name = match.getClass().getSimpleName();
    throw new UndecidableException(
        "match "
            + name.substring(0, name.length() - "Match".length())
                .toLowerCase(java.util.Locale.ROOT));
  }

  private static <T> T known(Optional<T> value, String what) throws UndecidableException {
    if (value.isEmpty()) {
      throw new UndecidableException(what + " of the packet");
    }
    return value.get();
  }

  private static boolean ports(Optional<Negatable<PortRange>> ports, int port) {
    return ports.isEmpty() || ports.get().value().contains(port) != ports.get().negated();
  }

  private static boolean numbers(Negatable<NumberRange> range, long number) {
    return range.value().contains(number) != range.negated();
  }

  private static boolean range(Optional<Negatable<AddressRange>> range, InetAddress address) {
    return range.isEmpty() || range.get().value().contains(address) != range.get().negated();
  }

  private static boolean icmp(Negatable<IcmpType> type, Packet packet) throws UndecidableException {
    return type.value()
            .matches(
                known(packet.details().icmpType(), "the ICMP type"),
                known(packet.details().icmpCode(), "the ICMP code"))
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

  private boolean set(SetMatch match, Packet packet) throws UndecidableException {
    String name = match.set().value().name();
    IpSet set = sets.get(name);
    if (set == null) {
      throw new UndecidableException("set " + name + ", which is not given,");
    }
    if (match.packets().isPresent() || match.bytes().isPresent() || match.returnNomatch()) {
      throw new UndecidableException("match set with counters or nomatch");
    }
    SetIndex index = indexes.get(name);
    if (index == null) {
      index = new SetIndex(set);
      indexes.put(name, index);
    }
    return index.holds(packet, match.set().value().sources()) != match.set().negated();
  }

  private static boolean state(Negatable<Set<ConnectionState>> wanted, Packet packet)
      throws UndecidableException {
    boolean found = false;
    boolean open = false;
    for (ConnectionState state : wanted.value()) {
      open |= state == ConnectionState.SNAT || state == ConnectionState.DNAT;
      found |= state.name().equals(packet.conntrackState());
    }
    if (open && !found) {
      throw new UndecidableException("whether addresses were translated");
    }
    return found != wanted.negated();
  }

  private static boolean conntrack(ConntrackMatch match, Packet packet)
      throws UndecidableException {
    if (match.states().isPresent() && !state(match.states().get(), packet)) {
      return false;
    }
    if (match.states().isEmpty() || !match.equals(ConntrackMatch.ofStates(match.states().get()))) {
      throw new UndecidableException("match conntrack with more than states");
    }
    return true;
  }

  private static boolean addrtype(AddrtypeMatch match, Packet packet) throws UndecidableException {
    return type(match.sourceTypes(), packet.sourceIsLocal(), packet.source())
        && type(match.destinationTypes(), packet.destinationIsLocal(), packet.destination());
  }

  private static boolean type(
      Optional<Negatable<Set<AddrtypeMatch.Type>>> types, boolean local, InetAddress address)
      throws UndecidableException {
    if (types.isEmpty()) {
      return true;
    }
    Set<AddrtypeMatch.Type> wanted = types.get().value();
    AddrtypeMatch.Type type =
        local
            ? AddrtypeMatch.Type.LOCAL
            : address.isMulticastAddress()
                ? AddrtypeMatch.Type.MULTICAST
                : AddrtypeMatch.Type.UNICAST;
    List<AddrtypeMatch.Type> known =
        List.of(AddrtypeMatch.Type.LOCAL, AddrtypeMatch.Type.UNICAST, AddrtypeMatch.Type.MULTICAST);
    if (type == AddrtypeMatch.Type.UNICAST && !known.containsAll(wanted)) {
      throw new UndecidableException("address type " + wanted);
    }
    return wanted.contains(type) != types.get().negated();
  }

  private static boolean physdev(PhysdevMatch match, Packet packet) throws UndecidableException {
    if (match.in().isPresent()
        || match.out().isPresent()
        || match.isIn().isPresent()
        || match.isOut().isPresent()) {
      throw new UndecidableException("match physdev with ports");
    }
    return match.isBridged().isEmpty() || match.isBridged().get() == packet.bridged();
  }

  private static boolean owner(OwnerMatch match, Details details) throws UndecidableException {
    if (match.users().isPresent()
        && !numbers(match.users().get(), known(details.user(), "the user"))) {
      return false;
    }
    if (match.groups().isPresent()
        && !numbers(match.groups().get(), known(details.group(), "the group"))) {
      return false;
    }
    return match.socketExists().isEmpty()
        || match.socketExists().get() == details.user().isPresent();
  }
}
