package io.kuberouter.iptables.evaluate;

import io.kuberouter.ipset.IpSet;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.match.AddrtypeMatch;
import io.kuberouter.iptables.match.CommentMatch;
import io.kuberouter.iptables.match.ConntrackMatch;
import io.kuberouter.iptables.match.DestinationMatch;
import io.kuberouter.iptables.match.FragmentMatch;
import io.kuberouter.iptables.match.InInterfaceMatch;
import io.kuberouter.iptables.match.MarkMatch;
import io.kuberouter.iptables.match.Match;
import io.kuberouter.iptables.match.NfacctMatch;
import io.kuberouter.iptables.match.OutInterfaceMatch;
import io.kuberouter.iptables.match.PhysdevMatch;
import io.kuberouter.iptables.match.ProtocolMatch;
import io.kuberouter.iptables.match.SetMatch;
import io.kuberouter.iptables.match.SourceMatch;
import io.kuberouter.iptables.match.StateMatch;
import io.kuberouter.iptables.syntax.Protocols;
import io.kuberouter.iptables.term.ConnectionState;
import io.kuberouter.iptables.term.Negatable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
   * @param changedSets sets whose elements are not known any more
   * @throws UndecidableException where no match says no and one is undecidable
   */
  boolean matches(Rule rule, Packet packet, Set<String> changedSets) throws UndecidableException {
    UndecidableException open = null;
    for (Match match : rule.matches()) {
      try {
        if (!matches(match, packet, changedSets)) {
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

  private boolean matches(Match match, Packet packet, Set<String> changedSets)
      throws UndecidableException {
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
      return set(m, packet, changedSets);
    } else if (match instanceof ConntrackMatch m) {
      return conntrack(m, packet);
    } else if (match instanceof StateMatch m) {
      return state(m.states(), packet);
    } else if (match instanceof AddrtypeMatch m) {
      return AddressTypes.matches(m, packet);
    } else if (match instanceof PhysdevMatch m) {
      return physdev(m, packet);
    }
    Optional<Boolean> transport = TransportMatches.matches(match, packet);
    return transport.isPresent() ? transport.get() : FieldMatches.matches(match, packet);
  }

  private static boolean protocol(String wanted, String of) {
    Optional<Integer> number = Protocols.number(wanted);
    return wanted.equals(of)
        || (number.isPresent() && (number.get() == 0 || number.equals(Protocols.number(of))));
  }

  private boolean set(SetMatch match, Packet packet, Set<String> changedSets)
      throws UndecidableException {
    String name = match.set().value().name();
    IpSet set = sets.get(name);
    if (set == null) {
      throw new UndecidableException("set " + name + ", which is not given,");
    }
    if (changedSets.contains(name)) {
      throw new UndecidableException("set " + name + ", which a rule before changes,");
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

  private static boolean physdev(PhysdevMatch match, Packet packet) throws UndecidableException {
    if (match.in().isPresent()
        || match.out().isPresent()
        || match.isIn().isPresent()
        || match.isOut().isPresent()) {
      throw new UndecidableException("match physdev with ports");
    }
    return match.isBridged().isEmpty() || match.isBridged().get() == packet.bridged();
  }
}
