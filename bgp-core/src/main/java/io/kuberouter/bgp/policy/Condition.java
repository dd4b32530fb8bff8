package io.kuberouter.bgp.policy;

import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.number.Community;
import io.kuberouter.bgp.number.ExtendedCommunity;
import io.kuberouter.bgp.number.LargeCommunity;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.rib.RouteSource;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Something that holds of a route or not. Others than these may be written. */
public interface Condition {

  /** {@return whether it holds} */
  boolean holds(RouteContext route);

  /** {@return whether it does not ask for the prefix; then routes are decided on together} */
  default boolean ignoresPrefixes() {
    return true;
  }

  /** {@return the opposite} */
  default Condition not() {
    return new Not(this);
  }

  /** The opposite of a condition. */
  record Not(Condition of) implements Condition {
    @Override
    public boolean holds(RouteContext route) {
      return !of.holds(route);
    }

    @Override
    public boolean ignoresPrefixes() {
      return of.ignoresPrefixes();
    }
  }

  /** At least one of several conditions. */
  record Any(List<Condition> of) implements Condition {
    public Any {
      of = List.copyOf(of);
    }

    @Override
    public boolean holds(RouteContext route) {
      return of.stream().anyMatch(c -> c.holds(route));
    }

    @Override
    public boolean ignoresPrefixes() {
      return of.stream().allMatch(Condition::ignoresPrefixes);
    }
  }

  /** The prefix is in a set. */
  record InSet(PrefixSet set) implements Condition {
    @Override
    public boolean holds(RouteContext route) {
      return set.contains(route.prefix());
    }

    @Override
    public boolean ignoresPrefixes() {
      return false;
    }
  }

  /** Something of the prefix, as a program decides it. */
  record PrefixIs(String name, Predicate<Prefix> test) implements Condition {
    @Override
    public boolean holds(RouteContext route) {
      return test.test(route.prefix());
    }

    @Override
    public boolean ignoresPrefixes() {
      return false;
    }
  }

  /** The neighbour is one of several. */
  record Neighbour(Set<InetAddress> addresses) implements Condition {
    public Neighbour {
      addresses = Set.copyOf(addresses);
    }

    @Override
    public boolean holds(RouteContext route) {
      return addresses.contains(route.neighbour());
    }
  }

  /** The route was told by such a source. */
  record ToldBy(Set<RouteSource.Kind> kinds) implements Condition {
    public ToldBy {
      kinds = Set.copyOf(kinds);
    }

    @Override
    public boolean holds(RouteContext route) {
      return kinds.contains(route.source().kind());
    }
  }

  /** The route has one of several communities. */
  record HasCommunity(Set<Community> communities) implements Condition {
    public HasCommunity {
      communities = Set.copyOf(communities);
    }

    @Override
    public boolean holds(RouteContext route) {
      return any(communities, route.attributes().communities());
    }
  }

  /** The route has one of several large communities. */
  record HasLargeCommunity(Set<LargeCommunity> communities) implements Condition {
    public HasLargeCommunity {
      communities = Set.copyOf(communities);
    }

    @Override
    public boolean holds(RouteContext route) {
      return any(communities, route.attributes().largeCommunities());
    }
  }

  /** The route has one of several extended communities. */
  record HasExtendedCommunity(Set<ExtendedCommunity> communities) implements Condition {
    public HasExtendedCommunity {
      communities = Set.copyOf(communities);
    }

    @Override
    public boolean holds(RouteContext route) {
      return any(communities, route.attributes().extendedCommunities());
    }
  }

  private static <T> boolean any(Set<T> wanted, Collection<T> there) {
    return there.stream().anyMatch(wanted::contains);
  }

  /** The path leads through one of several ASes. */
  record PathHas(Set<Long> asns) implements Condition {
    public PathHas {
      asns = Set.copyOf(asns);
    }

    @Override
    public boolean holds(RouteContext route) {
      return asns.stream().anyMatch(asn -> route.attributes().asPath().contains(asn));
    }
  }

  /** The path begins with the AS: the neighbouring one. */
  record PathBegins(long asn) implements Condition {
    @Override
    public boolean holds(RouteContext route) {
      return route.attributes().asPath().first().orElse(-1) == asn;
    }
  }

  /** The path ends with the AS: the route's origin. */
  record PathEnds(long asn) implements Condition {
    @Override
    public boolean holds(RouteContext route) {
      List<Long> all = route.attributes().asPath().asns();
      return !all.isEmpty() && all.get(all.size() - 1) == asn;
    }
  }

  /** The path has so many ASes, as decisions count them. */
  record PathLength(int lowest, int highest) implements Condition {
    @Override
    public boolean holds(RouteContext route) {
      int length = route.attributes().asPath().length();
      return length >= lowest && length <= highest;
    }
  }

  /** The next hop is in a set. */
  record NextHopIn(PrefixSet set) implements Condition {
    @Override
    public boolean holds(RouteContext route) {
      return route
          .attributes()
          .nextHop()
          .map(NextHop::address)
          .filter(a -> set.contains(new Prefix(a, a.getAddress().length * 8)))
          .isPresent();
    }
  }

  /** ORIGIN is this. */
  record OriginIs(Origin origin) implements Condition {
    @Override
    public boolean holds(RouteContext route) {
      return route.attributes().origin() == origin;
    }
  }

  /** LOCAL_PREF is in a range; without one it counts as 100. */
  record LocalPrefIn(long lowest, long highest) implements Condition {
    @Override
    public boolean holds(RouteContext route) {
      long value = route.attributes().localPref().orElse(100);
      return value >= lowest && value <= highest;
    }
  }

  /** MULTI_EXIT_DISC is in a range; without one it counts as 0. */
  record MedIn(long lowest, long highest) implements Condition {
    @Override
    public boolean holds(RouteContext route) {
      long value = route.attributes().multiExitDisc().orElse(0);
      return value >= lowest && value <= highest;
    }
  }
}
