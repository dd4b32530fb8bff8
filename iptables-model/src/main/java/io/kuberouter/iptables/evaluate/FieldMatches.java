package io.kuberouter.iptables.evaluate;

import io.kuberouter.iptables.match.ConnmarkMatch;
import io.kuberouter.iptables.match.DscpMatch;
import io.kuberouter.iptables.match.HlMatch;
import io.kuberouter.iptables.match.IprangeMatch;
import io.kuberouter.iptables.match.LengthMatch;
import io.kuberouter.iptables.match.Match;
import io.kuberouter.iptables.match.OwnerMatch;
import io.kuberouter.iptables.match.TtlMatch;
import io.kuberouter.iptables.match.UnknownMatch;
import io.kuberouter.iptables.term.AddressRange;
import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.NumberRange;
import java.net.InetAddress;
import java.util.Optional;

/** Decides matches of the IP header's other fields, of marks and owners. */
final class FieldMatches {

  private FieldMatches() {}

  static boolean matches(Match match, Packet packet) throws UndecidableException {
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

  static <T> T known(Optional<T> value, String what) throws UndecidableException {
    if (value.isEmpty()) {
      throw new UndecidableException(what + " of the packet");
    }
    return value.get();
  }

  private static boolean numbers(Negatable<NumberRange> range, long number) {
    return range.value().contains(number) != range.negated();
  }

  private static boolean range(Optional<Negatable<AddressRange>> range, InetAddress address) {
    return range.isEmpty() || range.get().value().contains(address) != range.get().negated();
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
    if (match.socketExists().isEmpty()) {
      return true;
    }
    known(details.user(), "the socket");
    return match.socketExists().get();
  }
}
