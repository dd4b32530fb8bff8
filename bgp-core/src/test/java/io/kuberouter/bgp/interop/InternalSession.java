package io.kuberouter.bgp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.LocalPref;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.interop.PeerSetup.Option;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.rib.Route;
import java.util.Set;

/** Neighbours in one AS over IPv6: IPv6 routes, and IPv4 routes whose next hops are IPv6. */
final class InternalSession implements Scenario {

  private static final long AS = 64_512;
  private static final String OUR_4 = "203.0.113.0/24";
  private static final String OUR_6 = "2001:db8:7::/48";
  private static final Announced THEIR_4 = Announced.plain("198.51.100.0/24");
  private static final Announced THEIR_6 = Announced.plain("2001:db8:51::/48");

  @Override
  public Set<Feature> features() {
    return Set.of(Feature.IPV6_OVER_V6, Feature.IBGP, Feature.IPV6_NEXT_HOP);
  }

  @Override
  public void run(Bench bench) throws Exception {
    PeerSetup setup =
        bench.supports(Feature.IPV6_NEXT_HOP)
            ? bench.setup(
                AS,
                AS,
                true,
                Set.of(Option.IPV4, Option.IPV6, Option.IPV6_NEXT_HOP),
                THEIR_4,
                THEIR_6)
            : bench.setup(AS, AS, true, Set.of(Option.IPV6), THEIR_6);
    BgpDaemon daemon = bench.start(setup);
    OurSpeaker us = bench.connected(setup, daemon);
    Session session = new Session(us, daemon, setup);
    NextHop nextHop = new NextHop(session.ourAddress());
    PathAttributes preferred =
        PathAttributes.of(Origin.IGP, AsPath.EMPTY, nextHop, new LocalPref(250));
    us.announce(OUR_6, preferred);
    us.announce(OUR_4, preferred);

    bench.check(Feature.IPV6_OVER_V6, () -> session.hasRoutes(THEIR_6, OUR_6));
    bench.check(Feature.IBGP, () -> preferences(session));
    bench.check(
        Feature.IPV6_NEXT_HOP,
        () -> {
          assertThat(session.agreed().extendedNextHop()).contains(AddressFamily.IPV4_UNICAST);
          session.hasRoutes(THEIR_4, OUR_4);
        });
  }

  private static void preferences(Session session) throws Exception {
    SeenRoute ours = session.ours(OUR_6);
    assertThat(ours.asPath()).isEmpty();
    assertThat(ours.localPref()).isEqualTo("250");
    Route theirs = session.theirs(THEIR_6);
    assertThat(theirs.attributes().asPath()).isEqualTo(AsPath.EMPTY);
    assertThat(theirs.attributes().localPref()).hasValue(100);
  }
}
