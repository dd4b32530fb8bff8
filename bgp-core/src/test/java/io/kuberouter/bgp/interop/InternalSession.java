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

/**
 * Neighbours in one AS; over IPv6 both families, with IPv6 next hops of IPv4 routes where the
 * daemon knows them.
 */
record InternalSession(boolean six) implements Scenario {

  private static final long AS = 64_512;

  @Override
  public Set<Feature> features() {
    return six ? Set.of(Feature.IBGP, Feature.IPV6_NEXT_HOP) : Set.of(Feature.IBGP);
  }

  @Override
  public void run(Bench bench) throws Exception {
    boolean foreign = six && bench.supports(Feature.IPV6_NEXT_HOP);
    PeerSetup setup =
        foreign
            ? bench.setup(
                AS,
                AS,
                true,
                Set.of(Option.IPV4, Option.IPV6, Option.IPV6_NEXT_HOP),
                Samples.theirs(false),
                Samples.theirs(true))
            : bench.setup(AS, AS, six, Set.of(Samples.family(six)), Samples.theirs(six));
    BgpDaemon daemon = bench.start(setup);
    OurSpeaker us = bench.connected(setup, daemon);
    Session session = new Session(us, daemon, setup);
    NextHop nextHop = new NextHop(session.ourAddress());
    PathAttributes preferred =
        PathAttributes.of(Origin.IGP, AsPath.EMPTY, nextHop, new LocalPref(250));
    us.announce(Samples.ours(six), preferred);
    bench.check(Feature.IBGP, () -> preferences(session));
    if (six) {
      us.announce(Samples.ours(false), preferred);
      bench.check(Feature.IPV6_NEXT_HOP, () -> ipv6NextHop(session));
    }
  }

  private void preferences(Session session) throws Exception {
    session.hasRoutes(six);
    SeenRoute ours = session.ours(Samples.ours(six));
    assertThat(ours.asPath()).isEmpty();
    assertThat(ours.localPref()).isEqualTo("250");
    Route theirs = session.theirs(Samples.theirs(six));
    assertThat(theirs.attributes().asPath()).isEqualTo(AsPath.EMPTY);
    assertThat(theirs.attributes().localPref()).hasValue(100);
  }

  private static void ipv6NextHop(Session session) throws Exception {
    assertThat(session.agreed().extendedNextHop()).contains(AddressFamily.IPV4_UNICAST);
    session.hasRoutes(false);
  }
}
