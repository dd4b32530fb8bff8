package io.kuberouter.iptables.evaluate;

import static io.kuberouter.iptables.match.AddrtypeMatch.Type.BROADCAST;
import static io.kuberouter.iptables.match.AddrtypeMatch.Type.LOCAL;
import static io.kuberouter.iptables.match.AddrtypeMatch.Type.MULTICAST;
import static io.kuberouter.iptables.match.AddrtypeMatch.Type.UNICAST;
import static io.kuberouter.iptables.match.AddrtypeMatch.Type.UNSPEC;

import io.kuberouter.iptables.match.AddrtypeMatch;
import io.kuberouter.iptables.term.Negatable;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * Decides {@code -m addrtype} as {@code xt_addrtype} does, as far as a packet's description tells:
 * what is local it says; broadcast addresses of the machine's networks it does not.
 */
final class AddressTypes {

  /** With IPv4 an address has one of these; with IPv6, of those asked for it must have all. */
  private static final Set<AddrtypeMatch.Type> KNOWN = Set.of(LOCAL, UNICAST, MULTICAST);

  private static final Set<AddrtypeMatch.Type> KNOWN6 = Set.of(UNSPEC, LOCAL, UNICAST, MULTICAST);

  private AddressTypes() {}

  static boolean matches(AddrtypeMatch match, Packet packet) throws UndecidableException {
    boolean limited = match.limitIn() || match.limitOut();
    return holds(match.sourceTypes(), limited, packet.sourceIsLocal(), packet.source())
        && holds(
            match.destinationTypes(), limited, packet.destinationIsLocal(), packet.destination());
  }

  private static boolean holds(
      Optional<Negatable<Set<AddrtypeMatch.Type>>> types,
      boolean limited,
      boolean local,
      InetAddress address)
      throws UndecidableException {
    if (types.isEmpty()) {
      return true;
    }
    if (limited && local) {
      throw new UndecidableException("whether the interface has address " + address);
    }
    Set<AddrtypeMatch.Type> wanted = types.get().value();
    boolean found =
        address instanceof Inet4Address
            ? four(wanted, local, address)
            : six(wanted, local, address);
    return found != types.get().negated();
  }

  private static boolean four(Set<AddrtypeMatch.Type> wanted, boolean local, InetAddress address)
      throws UndecidableException {
    byte[] octets = address.getAddress();
    AddrtypeMatch.Type type = UNICAST;
    if (octets[0] == 0 || (octets[0] & octets[1] & octets[2] & octets[3]) == -1) {
      type = BROADCAST; // 0.0.0.0/8 and 255.255.255.255
    } else if (address.isMulticastAddress()) {
      type = MULTICAST;
    } else if (local) {
      type = LOCAL;
    }
    if (type == UNICAST && !KNOWN.containsAll(wanted)) {
      throw new UndecidableException("address type " + wanted);
    }
    return wanted.contains(type);
  }

  private static boolean six(Set<AddrtypeMatch.Type> wanted, boolean local, InetAddress address)
      throws UndecidableException {
    boolean unspecified = address.isAnyLocalAddress();
    boolean multicast = address.isMulticastAddress();
    if ((wanted.contains(MULTICAST) && !multicast)
        || (wanted.contains(UNICAST) && (multicast || unspecified))
        || (wanted.contains(UNSPEC) && !unspecified)) {
      return false;
    }
    if (!KNOWN6.containsAll(wanted) && !(local && wanted.contains(LOCAL))) {
      throw new UndecidableException("address type " + wanted);
    }
    return local || !wanted.contains(LOCAL);
  }
}
