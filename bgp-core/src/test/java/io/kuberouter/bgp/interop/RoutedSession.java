package io.kuberouter.bgp.interop;

import io.kuberouter.bgp.interop.PeerSetup.Option;
import java.util.Set;

/** Neighbours in two ASes with a router between them: a hop limit of 1 would not reach. */
final class RoutedSession implements Scenario {

  private static final String OURS = "203.0.113.0/24";
  private static final Announced THEIRS = Announced.plain("198.51.100.0/24");

  @Override
  public Set<Feature> features() {
    return Set.of(Feature.MULTIHOP);
  }

  @Override
  public boolean routed() {
    return true;
  }

  @Override
  public void run(Bench bench) throws Exception {
    PeerSetup setup =
        bench.setup(64_512, 65_001, false, Set.of(Option.IPV4, Option.MULTIHOP), THEIRS);
    BgpDaemon daemon = bench.start(setup);
    OurSpeaker us = bench.connected(setup, daemon);
    Session session = new Session(us, daemon, setup);
    us.announce(OURS, session.ourAddress());
    bench.check(Feature.MULTIHOP, () -> session.hasRoutes(THEIRS, OURS));
  }
}
