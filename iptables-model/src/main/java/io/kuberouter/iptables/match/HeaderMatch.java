package io.kuberouter.iptables.match;

/** What needs no {@code -m}; prints before all others, in the order of {@link #place}. */
public sealed interface HeaderMatch extends Match
    permits SourceMatch,
        DestinationMatch,
        InInterfaceMatch,
        OutInterfaceMatch,
        ProtocolMatch,
        FragmentMatch {

  /** {@return whether {@code !} stands in front} */
  boolean negated();

  /** {@return the place among its kind, from 0} */
  static int place(HeaderMatch match) {
    return match instanceof SourceMatch
        ? 0
        : match instanceof DestinationMatch
            ? 1
            : match instanceof InInterfaceMatch
                ? 2
                : match instanceof OutInterfaceMatch ? 3 : match instanceof ProtocolMatch ? 4 : 5;
  }
}
