package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.attribute.ClusterList;
import io.kuberouter.bgp.attribute.LocalPref;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.OnlyToCustomer;
import io.kuberouter.bgp.attribute.OriginatorId;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Role;
import io.kuberouter.bgp.number.WellKnownCommunity;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/** What the RFCs have done with a neighbour's routes before the import policy. */
public final class ImportRules {

  /**
   * What matters of us and of the neighbour.
   *
   * @param localAsn ours, as the neighbour sees it
   * @param ownAsn ours, which is another where {@code local-as} is set
   * @param remoteAsn the neighbour's
   * @param allowOwnAs how often our AS may be in a path
   * @param enforceFirstAs whether a path of an external neighbour must begin with its AS
   * @param clusterId of our cluster (RFC 4456)
   * @param localRole what we are to the neighbour (RFC 9234)
   * @param addresses ours, which are no next hops for us
   */
  public record Facts(
      long localAsn,
      long ownAsn,
      long remoteAsn,
      int allowOwnAs,
      boolean enforceFirstAs,
      BgpIdentifier identifier,
      BgpIdentifier clusterId,
      Optional<Role> localRole,
      Set<InetAddress> addresses) {

    /** Copies. */
    public Facts {
      addresses = Set.copyOf(addresses);
    }

    boolean external() {
      return localAsn != remoteAsn;
    }
  }

  private static final InetAddress BROADCAST = IpAddresses.parse("255.255.255.255");

  private ImportRules() {}

  /** {@return the attributes to use; none: the routes are not eligible} */
  public static Optional<PathAttributes> apply(PathAttributes attributes, Facts facts) {
    if (ownAses(attributes, facts) > facts.allowOwnAs()) {
      return Optional.empty(); // RFC 4271 section 9.1.2: a loop
    }
    boolean wrongFirst =
        facts.external()
            && facts.enforceFirstAs()
            && attributes.asPath().first().orElse(-1) != facts.remoteAsn();
    if (wrongFirst || reflectionLoop(attributes, facts) || isUnusable(attributes, facts)) {
      return Optional.empty();
    }
    return roles(gracefully(attributes, facts), facts);
  }

  private static int ownAses(PathAttributes attributes, Facts facts) {
    int seen = attributes.asPath().count(facts.localAsn());
    return facts.ownAsn() == facts.localAsn()
        ? seen
        : seen + attributes.asPath().count(facts.ownAsn());
  }

  /**
   * RFC 8326: a path that another AS says will go soon gets the lowest LOCAL_PREF, zero; the import
   * policy may say otherwise.
   */
  private static PathAttributes gracefully(PathAttributes attributes, Facts facts) {
    return facts.external()
            && attributes.communities().contains(WellKnownCommunity.GRACEFUL_SHUTDOWN.community())
        ? attributes.with(new LocalPref(0))
        : attributes;
  }

  /** RFC 4456 section 8: our identifier as ORIGINATOR_ID, or our cluster in CLUSTER_LIST. */
  private static boolean reflectionLoop(PathAttributes attributes, Facts facts) {
    boolean originator =
        attributes
            .get(AttributeType.ORIGINATOR_ID, OriginatorId.class)
            .filter(o -> o.value().equals(facts.identifier()))
            .isPresent();
    return originator
        || attributes
            .get(AttributeType.CLUSTER_LIST, ClusterList.class)
            .filter(c -> c.values().contains(facts.clusterId()))
            .isPresent();
  }

  /**
   * RFC 4271 section 6.3: a NEXT_HOP that is not "a valid IP host address" is not used, nor is "the
   * IP address of the receiving speaker".
   */
  private static boolean isUnusable(PathAttributes attributes, Facts facts) {
    Optional<InetAddress> hop = attributes.nextHop().map(NextHop::address);
    return hop.isEmpty() || !isHost(hop.get()) || facts.addresses().contains(hop.get());
  }

  /** Not of "this network", of a group, or of all. */
  private static boolean isHost(InetAddress address) {
    byte[] octets = address.getAddress();
    boolean thisNetwork = octets.length == 4 && octets[0] == 0;
    return !address.isAnyLocalAddress()
        && !address.isMulticastAddress()
        && !thisNetwork
        && !BROADCAST.equals(address);
  }

  /** RFC 9234 section 5, ingress. */
  private static Optional<PathAttributes> roles(PathAttributes attributes, Facts facts) {
    if (!facts.external() || facts.localRole().isEmpty()) {
      return Optional.of(attributes);
    }
    Optional<OnlyToCustomer> otc =
        attributes.get(AttributeType.ONLY_TO_CUSTOMER, OnlyToCustomer.class);
    return switch (facts.localRole().get()) {
      // the neighbour is a customer or a client: a leak when OTC is there
      case PROVIDER, ROUTE_SERVER -> otc.isPresent() ? Optional.empty() : Optional.of(attributes);
      // a peer: a leak unless OTC is the neighbour's AS
      case PEER ->
          otc.isPresent() && otc.get().asn() != facts.remoteAsn()
              ? Optional.empty()
              : Optional.of(withOtc(attributes, otc, facts));
      // the neighbour is a provider or a route server
      case CUSTOMER, ROUTE_SERVER_CLIENT -> Optional.of(withOtc(attributes, otc, facts));
    };
  }

  private static PathAttributes withOtc(
      PathAttributes attributes, Optional<OnlyToCustomer> otc, Facts facts) {
    return otc.isPresent() ? attributes : attributes.with(new OnlyToCustomer(facts.remoteAsn()));
  }
}
