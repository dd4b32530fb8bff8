package io.kuberouter.bgp.message;

import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Afi;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.Role;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What two OPENs agree on; decides how later messages are read.
 *
 * @param holdTime the smaller of both, in seconds; 0: no keepalives (RFC 4271 section 4.2)
 * @param families offered by both
 * @param addPathReceive families in which we get several paths (RFC 7911)
 * @param addPathSend families in which we may send several paths
 * @param extendedNextHop families whose next hops may be IPv6 for IPv4 routes (RFC 8950)
 * @param gracefulRestart the neighbour's, when we offered it too
 * @param longLived the neighbour's, when we offered it too
 * @param remoteRole the neighbour's, where it told one
 */
public record SessionParameters(
    long localAsn,
    long remoteAsn,
    BgpIdentifier localIdentifier,
    BgpIdentifier remoteIdentifier,
    int holdTime,
    boolean fourOctetAs,
    boolean extendedMessage,
    boolean routeRefresh,
    boolean enhancedRouteRefresh,
    Set<AddressFamily> families,
    Set<AddressFamily> addPathReceive,
    Set<AddressFamily> addPathSend,
    Set<AddressFamily> extendedNextHop,
    Optional<GracefulRestartCapability> gracefulRestart,
    Optional<LongLivedGracefulRestartCapability> longLived,
    Optional<Role> localRole,
    Optional<Role> remoteRole) {

  /** Octets of the longest message without RFC 8654, and of the longest OPEN and KEEPALIVE. */
  public static final int USUAL_LIMIT = 4096;

  /** Octets of the longest message (RFC 8654 section 4). */
  public static final int EXTENDED_LIMIT = 65_535;

  public SessionParameters {
    families = Set.copyOf(families);
    addPathReceive = Set.copyOf(addPathReceive);
    addPathSend = Set.copyOf(addPathSend);
    extendedNextHop = Set.copyOf(extendedNextHop);
  }

  /**
   * {@return what holds before the OPENs, and with a neighbour that knows RFC 4271 alone}
   *
   * @param remoteAsn the same as ours: a neighbour in our AS
   */
  public static SessionParameters plain(long localAsn, long remoteAsn) {
    BgpIdentifier none = new BgpIdentifier(0);
    return negotiate(
        new OpenMessage(localAsn, 0, none, java.util.List.of()),
        new OpenMessage(remoteAsn, 0, none, java.util.List.of()));
  }

  /** {@return what two OPENs agree on} */
  public static SessionParameters negotiate(OpenMessage ours, OpenMessage theirs) {
    return new SessionParameters(
        ours.asn(),
        theirs.asn(),
        ours.identifier(),
        theirs.identifier(),
        Math.min(ours.holdTime(), theirs.holdTime()),
        both(ours, theirs, FourOctetAsCapability.class),
        both(ours, theirs, ExtendedMessageCapability.class),
        both(ours, theirs, RouteRefreshCapability.class),
        both(ours, theirs, EnhancedRouteRefreshCapability.class),
        common(ours.families(), theirs.families()),
        addPath(ours, theirs),
        addPath(theirs, ours),
        common(foreignNextHops(ours), foreignNextHops(theirs)),
        offered(ours, theirs, GracefulRestartCapability.class),
        offered(ours, theirs, LongLivedGracefulRestartCapability.class),
        ours.capability(RoleCapability.class).flatMap(RoleCapability::role),
        theirs.capability(RoleCapability.class).flatMap(RoleCapability::role));
  }

  private static boolean both(OpenMessage a, OpenMessage b, Class<? extends Capability> kind) {
    return a.capability(kind).isPresent() && b.capability(kind).isPresent();
  }

  private static <T extends Capability> Optional<T> offered(
      OpenMessage ours, OpenMessage theirs, Class<T> kind) {
    return ours.capability(kind).isPresent() ? theirs.capability(kind) : Optional.empty();
  }

  private static Set<AddressFamily> common(Set<AddressFamily> a, Set<AddressFamily> b) {
    Set<AddressFamily> common = new LinkedHashSet<>(a);
    common.retainAll(b);
    return common;
  }

  /** The families in which the receiver gets several paths from the sender. */
  private static Set<AddressFamily> addPath(OpenMessage receiver, OpenMessage sender) {
    Set<AddressFamily> receives = new LinkedHashSet<>();
    Set<AddressFamily> sends = new LinkedHashSet<>();
    receiver.all(AddPathCapability.class).stream()
        .flatMap(c -> c.entries().stream())
        .filter(AddPathCapability.Entry::receive)
        .forEach(e -> receives.add(e.family()));
    sender.all(AddPathCapability.class).stream()
        .flatMap(c -> c.entries().stream())
        .filter(AddPathCapability.Entry::send)
        .forEach(e -> sends.add(e.family()));
    return common(receives, sends);
  }

  private static Set<AddressFamily> foreignNextHops(OpenMessage open) {
    Set<AddressFamily> families = new LinkedHashSet<>();
    open.all(ExtendedNextHopCapability.class).stream()
        .flatMap(c -> c.entries().stream())
        .filter(e -> e.nextHopAfi() == Afi.IPV6)
        .forEach(e -> families.add(e.family()));
    return families;
  }

  /** {@return whether the neighbour is in another AS} */
  public boolean external() {
    return localAsn != remoteAsn;
  }

  /** {@return octets of the longest UPDATE, NOTIFICATION and ROUTE-REFRESH} */
  public int largestMessage() {
    return extendedMessage ? EXTENDED_LIMIT : USUAL_LIMIT;
  }
}
