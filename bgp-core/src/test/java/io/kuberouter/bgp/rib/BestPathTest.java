package io.kuberouter.bgp.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.AsPath.Segment;
import io.kuberouter.bgp.attribute.AsPath.SegmentType;
import io.kuberouter.bgp.attribute.ClusterList;
import io.kuberouter.bgp.attribute.LocalPref;
import io.kuberouter.bgp.attribute.MultiExitDisc;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.OriginatorId;
import io.kuberouter.bgp.attribute.PathAttribute;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.rib.RouteSource.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** RFC 4271 section 9.1.2.2 and what extends it: each rule decides, whatever the order. */
class BestPathTest {

  private static final Set<TieBreaker> SEEN = EnumSet.noneOf(TieBreaker.class);

  private static Route route(int peer, Kind kind, long order, PathAttribute... attributes) {
    PathAttributes all =
        PathAttributes.of(
            Origin.IGP, AsPath.sequence(65000), new NextHop(IpAddresses.parse("192.0.2.1")));
    for (PathAttribute attribute : attributes) {
      all = all.with(attribute);
    }
    RouteSource source =
        new RouteSource(
            IpAddresses.parse("10.0.0." + peer),
            BgpIdentifier.parse("10.0.0." + peer),
            65000,
            kind);
    return new Route(Prefix.parse("10.1.0.0/24"), 0, source, all, false, false, order);
  }

  private static void decides(TieBreaker by, Route best, Route... others) {
    decides(by, DecisionOptions.USUAL, best, others);
  }

  private static void decides(TieBreaker by, DecisionOptions options, Route best, Route... others) {
    SEEN.add(by);
    List<Route> all = new ArrayList<>(List.of(others));
    all.add(best);
    for (int turn = 0; turn < all.size(); turn++) {
      Collections.rotate(all, 1);
      assertThat(BestPath.choose(all, options)).hasValue(new BestPath.Choice(best, by));
    }
  }

  @AfterAll
  static void everyRuleHasDecided() {
    assertThat(SEEN).containsExactlyInAnyOrder(TieBreaker.values());
  }

  @Test
  void oneRouteNeedsNoRule() {
    decides(TieBreaker.ONLY_ROUTE, route(1, Kind.EXTERNAL, 1));
    assertThat(BestPath.choose(List.of(), DecisionOptions.USUAL)).isEmpty();
  }

  @Test
  void theHighestDegreeOfPreference() {
    decides(
        TieBreaker.LOCAL_PREF,
        route(2, Kind.INTERNAL, 2, new LocalPref(200), AsPath.sequence(1, 2, 3)),
        route(1, Kind.EXTERNAL, 1));
    decides(
        TieBreaker.LOCAL_PREF,
        route(2, Kind.EXTERNAL, 2), // 100 where there is none
        route(1, Kind.INTERNAL, 1, new LocalPref(99)));
  }

  @Test
  void oursBeforeLearned() {
    decides(
        TieBreaker.LOCAL_ORIGIN,
        route(2, Kind.LOCAL, 2, Origin.INCOMPLETE),
        route(1, Kind.EXTERNAL, 1, AsPath.EMPTY));
  }

  @Test
  void theFewestAsesAndASetCountsAsOne() {
    AsPath set =
        AsPath.of(
            List.of(
                new Segment(SegmentType.AS_CONFED_SEQUENCE, List.of(9L, 9L, 9L)),
                new Segment(SegmentType.AS_SEQUENCE, List.of(1L)),
                new Segment(SegmentType.AS_SET, List.of(1L, 2L, 3L))));
    decides(
        TieBreaker.AS_PATH_LENGTH,
        route(2, Kind.EXTERNAL, 2, set),
        route(1, Kind.EXTERNAL, 1, AsPath.sequence(1, 2, 3)));
    decides(
        TieBreaker.ORIGIN,
        new DecisionOptions(false, true, false),
        route(2, Kind.EXTERNAL, 2, AsPath.sequence(1, 2, 3)),
        route(1, Kind.EXTERNAL, 1, Origin.EGP));
  }

  @Test
  void theLowestOrigin() {
    decides(
        TieBreaker.ORIGIN,
        route(2, Kind.EXTERNAL, 2, Origin.EGP),
        route(1, Kind.EXTERNAL, 1, Origin.INCOMPLETE));
  }

  @Test
  void theLowestMedAmongRoutesOfOneNeighbouringAs() {
    decides(
        TieBreaker.MULTI_EXIT_DISC,
        route(2, Kind.EXTERNAL, 2), // "lowest possible" where there is none
        route(1, Kind.EXTERNAL, 1, new MultiExitDisc(1)));
  }

  @Test
  void medsOfDifferentNeighbouringAsesAreNotComparedWhateverTheOrder() {
    // a beats b by MED; c is of another AS and oldest: a pairwise comparison would depend on order
    Route a = route(3, Kind.EXTERNAL, 3, AsPath.sequence(1), new MultiExitDisc(0));
    Route b = route(1, Kind.EXTERNAL, 1, AsPath.sequence(1), new MultiExitDisc(10));
    Route c = route(2, Kind.EXTERNAL, 2, AsPath.sequence(2), new MultiExitDisc(50));
    decides(TieBreaker.OLDEST_EXTERNAL, c, a, b);
    decides(TieBreaker.MULTI_EXIT_DISC, new DecisionOptions(true, false, false), a, b, c);
  }

  @Test
  void externalBeforeInternal() {
    decides(TieBreaker.EBGP_OVER_IBGP, route(2, Kind.EXTERNAL, 2), route(1, Kind.INTERNAL, 1));
  }

  @Test
  void rfc5004TheOldestOfExternalOnes() {
    decides(TieBreaker.OLDEST_EXTERNAL, route(2, Kind.EXTERNAL, 1), route(1, Kind.EXTERNAL, 2));
    decides(
        TieBreaker.BGP_IDENTIFIER,
        new DecisionOptions(false, false, true),
        route(1, Kind.EXTERNAL, 2),
        route(2, Kind.EXTERNAL, 1));
  }

  @Test
  void rfc4456OriginatorIdStandsForTheIdentifierAndTheShorterClusterListWins() {
    decides(
        TieBreaker.BGP_IDENTIFIER,
        route(9, Kind.INTERNAL, 1, new OriginatorId(BgpIdentifier.parse("10.0.0.0"))),
        route(1, Kind.INTERNAL, 1));
    OriginatorId same = new OriginatorId(BgpIdentifier.parse("10.0.0.5"));
    decides(
        TieBreaker.CLUSTER_LIST_LENGTH,
        route(9, Kind.INTERNAL, 1, same),
        route(1, Kind.INTERNAL, 1, same, new ClusterList(List.of(new BgpIdentifier(1)))));
    decides(
        TieBreaker.PEER_ADDRESS,
        route(1, Kind.INTERNAL, 1, same),
        route(9, Kind.INTERNAL, 1, same));
  }

  @Test
  void rfc9494LongLivedStaleIsTheLastResort() {
    Route stale = route(1, Kind.EXTERNAL, 1, new LocalPref(1000));
    stale = new Route(stale.prefix(), 0, stale.source(), stale.attributes(), true, true, 1);
    decides(TieBreaker.LONG_LIVED_STALE, route(2, Kind.EXTERNAL, 2), stale);
  }

  @Test
  void ofOneNeighbourTheLowestPathIdentifier() {
    Route one = route(1, Kind.INTERNAL, 1);
    Route other = new Route(one.prefix(), 7, one.source(), one.attributes(), false, false, 2);
    decides(TieBreaker.PATH_IDENTIFIER, one, other);
  }
}
