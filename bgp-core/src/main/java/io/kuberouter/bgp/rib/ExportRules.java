package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.ClusterList;
import io.kuberouter.bgp.attribute.Communities;
import io.kuberouter.bgp.attribute.ExtendedCommunities;
import io.kuberouter.bgp.attribute.LocalPref;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.OnlyToCustomer;
import io.kuberouter.bgp.attribute.OriginatorId;
import io.kuberouter.bgp.attribute.PathAttribute;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.attribute.UnknownAttribute;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.Community;
import io.kuberouter.bgp.number.ExtendedCommunity;
import io.kuberouter.bgp.number.Role;
import io.kuberouter.bgp.number.WellKnownCommunity;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the RFCs have told of a route to a neighbour: whether ({@link #mayTell}), with which
 * attributes before the export policy ({@link #prepare}), and behind it ({@link #finish}).
 */
public final class ExportRules {

  private ExportRules() {}

  /** {@return whether a route may be told to a neighbour at all} */
  public static boolean mayTell(
      PathAttributes attributes, RouteSource source, boolean longLivedStale, ExportTarget target) {
    return reflects(attributes, source, target)
        && communitiesAllow(attributes.communities(), target)
        // RFC 9494 section 4.3: only to those that know what it means
        && (!(longLivedStale || isLongLivedStale(attributes)) || target.keepsLongLived())
        && rolesAllow(attributes, target);
  }

  /** {@return whether somebody before us has kept the route for long (RFC 9494)} */
  static boolean isLongLivedStale(PathAttributes attributes) {
    return attributes.communities().contains(WellKnownCommunity.LLGR_STALE.community());
  }

  /** {@return the attributes of a route that we keep for long: RFC 9494 section 4.2} */
  public static PathAttributes longLivedStale(PathAttributes attributes) {
    return isLongLivedStale(attributes)
        ? attributes
        : attributes.with(with(attributes, WellKnownCommunity.LLGR_STALE));
  }

  private static Communities with(PathAttributes attributes, WellKnownCommunity one) {
    List<Community> communities = new ArrayList<>(attributes.communities());
    if (!communities.contains(one.community())) {
      communities.add(one.community());
    }
    return new Communities(communities);
  }

  /** RFC 4271 section 9.2, RFC 4456 section 6: what was learned within our AS is not passed on. */
  private static boolean reflects(
      PathAttributes attributes, RouteSource source, ExportTarget target) {
    if (!source.isInternal() || target.external()) {
      return true;
    }
    boolean client =
        source.kind() == RouteSource.Kind.CLIENT || target.kind() == RouteSource.Kind.CLIENT;
    BgpIdentifier originator =
        attributes
            .get(AttributeType.ORIGINATOR_ID, OriginatorId.class)
            .map(OriginatorId::value)
            .orElse(source.identifier());
    return client && !originator.equals(target.identifier());
  }

  /** RFC 1997: their "operations shall be implemented in any community-attribute-aware" one. */
  private static boolean communitiesAllow(List<Community> communities, ExportTarget target) {
    if (communities.isEmpty()) {
      return true;
    }
    if (communities.contains(WellKnownCommunity.NO_ADVERTISE.community())) {
      return false;
    }
    return !target.external()
        || (!communities.contains(WellKnownCommunity.NO_EXPORT.community())
            && !communities.contains(WellKnownCommunity.NO_EXPORT_SUBCONFED.community()));
  }

  /** RFC 9234 section 5: a route with OTC goes to customers and clients only. */
  private static boolean rolesAllow(PathAttributes attributes, ExportTarget target) {
    return !attributes.has(AttributeType.ONLY_TO_CUSTOMER)
        || target
            .localRole()
            .filter(r -> r == Role.CUSTOMER || r == Role.PEER || r == Role.ROUTE_SERVER_CLIENT)
            .isEmpty();
  }

  /** {@return the attributes as the export policy sees them} */
  public static PathAttributes prepare(
      PathAttributes attributes, RouteSource source, ExportTarget target) {
    PathAttributes.Builder out = attributes.change();
    unknown(attributes, out);
    if (target.external()) {
      external(attributes, source, target, out);
    } else {
      internal(attributes, source, target, out);
    }
    if (target.options().graceful()) {
      gracefully(attributes, target, out);
    }
    return out.build();
  }

  /** RFC 4271 section 5: unknown transitive ones are passed on as partial, others not at all. */
  private static void unknown(PathAttributes attributes, PathAttributes.Builder out) {
    for (PathAttribute attribute : attributes) {
      if (attribute instanceof UnknownAttribute u) {
        if (u.transitive()) {
          out.set(u.asPartial());
        } else {
          out.remove(u.typeCode());
        }
      }
    }
  }

  private static void external(
      PathAttributes attributes,
      RouteSource source,
      ExportTarget target,
      PathAttributes.Builder out) {
    // section 5.1.5: "MUST NOT include this attribute in UPDATE messages it sends to external
    // peers"; RFC 4456 section 8
    out.remove(AttributeType.LOCAL_PREF)
        .remove(AttributeType.ORIGINATOR_ID)
        .remove(AttributeType.CLUSTER_LIST);
    if (!source.isLocal()) {
      out.remove(AttributeType.MULTI_EXIT_DISC); // section 5.1.4: "MUST NOT be propagated"
      if (!target.options().nextHopUnchanged()) {
        nextHopSelf(attributes, target, out);
      }
    }
    AsPath path = attributes.asPath().withoutConfederation();
    out.set(target.options().removePrivateAs() ? path.withoutPrivate() : path);
    if (attributes.has(AttributeType.EXTENDED_COMMUNITIES)) {
      transitive(attributes.extendedCommunities(), out);
    }
    if (target.localRole().isPresent()) {
      toCustomers(attributes, target, target.localRole().get(), out);
    }
  }

  /** RFC 4360 section 6: the others stay within the AS. */
  private static void transitive(List<ExtendedCommunity> all, PathAttributes.Builder out) {
    List<ExtendedCommunity> kept = all.stream().filter(ExtendedCommunity::transitive).toList();
    if (kept.isEmpty()) {
      out.remove(AttributeType.EXTENDED_COMMUNITIES);
    } else if (kept.size() < all.size()) {
      out.set(new ExtendedCommunities(kept));
    }
  }

  private static void toCustomers(
      PathAttributes attributes, ExportTarget target, Role role, PathAttributes.Builder out) {
    boolean down = role == Role.PROVIDER || role == Role.PEER || role == Role.ROUTE_SERVER;
    if (down && !attributes.has(AttributeType.ONLY_TO_CUSTOMER)) {
      out.set(new OnlyToCustomer(target.localAsn())); // RFC 9234 section 5, egress 1
    }
  }

  private static void internal(
      PathAttributes attributes,
      RouteSource source,
      ExportTarget target,
      PathAttributes.Builder out) {
    if (attributes.localPref().isEmpty()) {
      out.set(LocalPref.DEFAULT); // section 5.1.5: "SHALL be included"
    }
    if (!source.isLocal() && target.options().nextHopSelf()) {
      nextHopSelf(attributes, target, out);
    }
    if (source.isInternal()) { // RFC 4456 section 8
      if (!attributes.has(AttributeType.ORIGINATOR_ID)) {
        out.set(new OriginatorId(source.identifier()));
      }
      ClusterList clusters =
          attributes
              .get(AttributeType.CLUSTER_LIST, ClusterList.class)
              .orElse(new ClusterList(List.of()));
      out.set(clusters.prepend(target.clusterId()));
    }
  }

  /** Puts our address of the next hop's family in its place, where we have one. */
  public static void nextHopSelf(
      PathAttributes attributes, ExportTarget target, PathAttributes.Builder out) {
    Optional<NextHop> hop = attributes.nextHop();
    if (hop.isPresent()) {
      Optional<InetAddress> own = own(target, hop.get().isIpv6());
      if (own.isPresent()) {
        out.set(new NextHop(own.get()));
      }
    }
  }

  /** {@return our address of a family on the way to a neighbour} */
  public static Optional<InetAddress> own(ExportTarget target, boolean six) {
    for (InetAddress address : target.nextHops()) {
      if (address instanceof Inet6Address == six) {
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }

  private static void gracefully(
      PathAttributes attributes, ExportTarget target, PathAttributes.Builder out) {
    out.set(with(attributes, WellKnownCommunity.GRACEFUL_SHUTDOWN));
    if (!target.external()) {
      out.set(new LocalPref(0)); // RFC 8326 section 4.2
    }
  }

  /** {@return the attributes behind the export policy: our AS is the first (section 5.1.2)} */
  public static PathAttributes finish(PathAttributes attributes, ExportTarget target) {
    return target.external()
        ? attributes.with(attributes.asPath().prepend(target.localAsn()))
        : attributes;
  }
}
