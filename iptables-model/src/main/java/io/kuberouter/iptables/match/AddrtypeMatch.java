package io.kuberouter.iptables.match;

import io.kuberouter.iptables.term.Negatable;
import io.kuberouter.iptables.term.Words;
import java.util.Optional;
import java.util.Set;

/**
 * {@code -m addrtype}: what kind of address the routing table says it is.
 *
 * @param sourceTypes kinds of the source
 * @param destinationTypes kinds of the destination
 * @param limitIn whether only the incoming interface is looked at
 * @param limitOut whether only the outgoing interface is looked at
 */
public record AddrtypeMatch(
    Optional<Negatable<Set<Type>>> sourceTypes,
    Optional<Negatable<Set<Type>>> destinationTypes,
    boolean limitIn,
    boolean limitOut)
    implements Match {

  /** Kinds of addresses, in the order of {@code linux/netfilter/xt_addrtype.h}. */
  public enum Type {
    UNSPEC,
    UNICAST,
    LOCAL,
    BROADCAST,
    ANYCAST,
    MULTICAST,
    BLACKHOLE,
    UNREACHABLE,
    PROHIBIT,
    THROW,
    NAT,
    XRESOLVE
  }

  public AddrtypeMatch {
    sourceTypes = sourceTypes.map(v -> new Negatable<>(v.negated(), Words.ordered(v.value())));
    destinationTypes =
        destinationTypes.map(v -> new Negatable<>(v.negated(), Words.ordered(v.value())));
  }
}
