package io.kuberouter.bgp.policy;

import io.kuberouter.bgp.attribute.Communities;
import io.kuberouter.bgp.attribute.LargeCommunities;
import io.kuberouter.bgp.attribute.LocalPref;
import io.kuberouter.bgp.attribute.MultiExitDisc;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.Community;
import io.kuberouter.bgp.number.LargeCommunity;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Something that is done to a route. Others than these may be written. */
public interface PolicyAction {

  /** {@return the attributes afterwards} */
  PathAttributes apply(RouteContext route);

  /** Sets LOCAL_PREF. */
  record SetLocalPref(long value) implements PolicyAction {
    @Override
    public PathAttributes apply(RouteContext route) {
      return route.attributes().with(new LocalPref(value));
    }
  }

  /** Sets MULTI_EXIT_DISC. */
  record SetMed(long value) implements PolicyAction {
    @Override
    public PathAttributes apply(RouteContext route) {
      return route.attributes().with(new MultiExitDisc(value));
    }
  }

  /** Sets ORIGIN. */
  record SetOrigin(Origin origin) implements PolicyAction {
    @Override
    public PathAttributes apply(RouteContext route) {
      return route.attributes().with(origin);
    }
  }

  /** Puts an AS before the path, some times. */
  record Prepend(long asn, int times) implements PolicyAction {
    public Prepend {
      if (times < 0 || times > 255) {
        throw new IllegalArgumentException("an AS prepended " + times + " times: 0 to 255");
      }
    }

    @Override
    public PathAttributes apply(RouteContext route) {
      return route.attributes().with(route.attributes().asPath().prepend(asn, times));
    }
  }

  /** Adds communities. */
  record AddCommunities(List<Community> communities) implements PolicyAction {
    public AddCommunities {
      communities = List.copyOf(communities);
    }

    @Override
    public PathAttributes apply(RouteContext route) {
      Set<Community> all = new LinkedHashSet<>(route.attributes().communities());
      all.addAll(communities);
      return set(route.attributes(), List.copyOf(all));
    }
  }

  /** Removes communities. */
  record RemoveCommunities(Set<Community> communities) implements PolicyAction {
    public RemoveCommunities {
      communities = Set.copyOf(communities);
    }

    @Override
    public PathAttributes apply(RouteContext route) {
      List<Community> left = new ArrayList<>(route.attributes().communities());
      left.removeAll(communities);
      return set(route.attributes(), left);
    }
  }

  private static PathAttributes set(PathAttributes attributes, List<Community> communities) {
    return communities.isEmpty()
        ? attributes.without(AttributeType.COMMUNITIES)
        : attributes.with(new Communities(communities));
  }

  /** Adds large communities. */
  record AddLargeCommunities(List<LargeCommunity> communities) implements PolicyAction {
    public AddLargeCommunities {
      communities = List.copyOf(communities);
    }

    @Override
    public PathAttributes apply(RouteContext route) {
      Set<LargeCommunity> all = new LinkedHashSet<>(route.attributes().largeCommunities());
      all.addAll(communities);
      return all.isEmpty()
          ? route.attributes()
          : route.attributes().with(new LargeCommunities(List.copyOf(all)));
    }
  }

  /** The next hop becomes our address of its family on the way to the neighbour, if we have one. */
  record NextHopSelf() implements PolicyAction {
    @Override
    public PathAttributes apply(RouteContext route) {
      return route
          .attributes()
          .nextHop()
          .flatMap(hop -> route.ownAddress(hop.isIpv6()))
          .map(own -> route.attributes().with(new NextHop(own)))
          .orElse(route.attributes());
    }
  }

  /** The next hop becomes the neighbour's address, if that is of its family. */
  record NextHopPeer() implements PolicyAction {
    @Override
    public PathAttributes apply(RouteContext route) {
      NextHop peer = new NextHop(route.neighbour());
      return route.attributes().nextHop().filter(h -> h.isIpv6() == peer.isIpv6()).isPresent()
          ? route.attributes().with(peer)
          : route.attributes();
    }
  }

  /** Sets the next hop. */
  record SetNextHop(InetAddress address) implements PolicyAction {
    @Override
    public PathAttributes apply(RouteContext route) {
      return route.attributes().with(new NextHop(address));
    }
  }
}
