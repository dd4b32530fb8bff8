package io.kuberouter.bgp.session;

import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.policy.PolicyExport;
import io.kuberouter.bgp.policy.PolicyImport;
import io.kuberouter.bgp.rib.ExportTarget;
import io.kuberouter.bgp.rib.ImportRules;
import io.kuberouter.bgp.rib.RouteSource;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the RFCs and the policies have done with the routes of one session.
 *
 * @param ours the speaker's configuration
 * @param theirs the neighbour's
 * @param agreed what the OPENs say
 */
record PeerFilters(SpeakerConfig ours, PeerConfig theirs, SessionParameters agreed) {

  private RouteSource.Kind kind() {
    if (agreed.external()) {
      return RouteSource.Kind.EXTERNAL;
    }
    return theirs.routes().client() ? RouteSource.Kind.CLIENT : RouteSource.Kind.INTERNAL;
  }

  private BgpIdentifier clusterId() {
    return ours.clusterId().orElse(ours.identifier());
  }

  private Policy policy(Optional<Policy> set) {
    // RFC 8212 section 3: "no routes" without an explicit policy for a neighbour in another AS
    boolean silent = agreed.external() && ours.policyRequired();
    return set.orElse(silent ? Policy.REJECT_ALL : Policy.ACCEPT_ALL);
  }

  /**
   * {@return what is done with routes that come}
   *
   * @param local our address of the session
   */
  PolicyImport imports(InetAddress local) {
    Set<InetAddress> own = new HashSet<>(ours.addresses());
    own.add(local);
    return new PolicyImport(
        policy(theirs.routes().importPolicy()),
        new ImportRules.Facts(
            agreed.localAsn(),
            ours.asn(),
            agreed.remoteAsn(),
            theirs.routes().allowOwnAs(),
            theirs.routes().enforceFirstAs(),
            ours.identifier(),
            clusterId(),
            agreed.external() ? agreed.localRole() : Optional.empty(),
            own),
        new RouteSource(theirs.address(), agreed.remoteIdentifier(), agreed.remoteAsn(), kind()));
  }

  /**
   * {@return what is done with routes that go}
   *
   * @param local our address of the session
   */
  PolicyExport exports(InetAddress local) {
    Set<InetAddress> own = new LinkedHashSet<>(Set.of(local));
    ours.addresses().stream()
        .filter(a -> a instanceof Inet6Address != local instanceof Inet6Address)
        .findFirst()
        .ifPresent(own::add);
    return new PolicyExport(
        policy(theirs.routes().exportPolicy()),
        new ExportTarget(
            agreed.localAsn(),
            kind(),
            agreed.remoteIdentifier(),
            clusterId(),
            own,
            agreed.longLived().isPresent(),
            agreed.external() ? agreed.localRole() : Optional.empty(),
            theirs.routes().export()),
        theirs.address());
  }
}
