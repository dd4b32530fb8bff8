package io.kuberouter.bgp.interop;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a daemon is to be configured with.
 *
 * @param asn the daemon's AS
 * @param own its address in the session's family
 * @param otherOwn its address in the other family, for next hops
 * @param neighbours ours; the speaker under test is the first
 * @param routes what it announces
 */
record PeerSetup(
    long asn,
    InetAddress own,
    InetAddress otherOwn,
    List<Neighbour> neighbours,
    Set<Option> options,
    Optional<String> password,
    List<Announced> routes) {

  /** What may be asked for beside. */
  enum Option {
    IPV4,
    IPV6,
    MULTIHOP,
    GTSM,
    GRACEFUL_RESTART,
    EXTENDED_MESSAGES,
    ADD_PATH,
    IPV6_NEXT_HOP,
    /** All neighbours are its clients. */
    REFLECTOR,
    BFD,
    /** Its BFD packets over several hops leave with the system's hop limit: BIRD's do. */
    LOW_HOP_LIMIT,
    /** It is our customer, and there is no session without roles. */
    CUSTOMER
  }

  /** A speaker of ours. */
  record Neighbour(InetAddress address, long asn) {}

  /** What all daemons have for an identifier. */
  static final String IDENTIFIER = "10.18.0.2";

  /**
   * Of BFD on both sides, with a packet each 100 ms: a loaded machine sends one in three seconds.
   */
  static final int BFD_MULTIPLIER = 30;

  PeerSetup {
    neighbours = List.copyOf(neighbours);
    options = Set.copyOf(options);
    routes = List.copyOf(routes);
  }

  boolean has(Option option) {
    return options.contains(option);
  }

  boolean internal() {
    return neighbours.get(0).asn() == asn;
  }

  boolean sessionIsIpv6() {
    return own instanceof java.net.Inet6Address;
  }

  /** {@return the address that the daemon is to give for a route's next hop} */
  InetAddress nextHop(boolean six) {
    boolean foreign = has(Option.IPV6_NEXT_HOP) && sessionIsIpv6();
    return six == sessionIsIpv6() || foreign ? own : otherOwn;
  }

  /** {@return the same, with other neighbours} */
  PeerSetup withNeighbours(List<Neighbour> others) {
    return new PeerSetup(asn, own, otherOwn, others, options, password, routes);
  }

  /** {@return the same, with packets signed} */
  PeerSetup withPassword(Optional<String> key) {
    return new PeerSetup(asn, own, otherOwn, neighbours, options, key, routes);
  }

  /** {@return the same, with other routes} */
  PeerSetup announcing(List<Announced> others) {
    return new PeerSetup(asn, own, otherOwn, neighbours, options, password, others);
  }
}
