package io.kuberouter.bgp.interop;

import io.kuberouter.bgp.interop.PeerSetup.Option;
import java.util.Set;

/** Neighbours in two ASes with a router between them: a hop limit of 1 would not reach. */
record RoutedSession(boolean six) implements Scenario {

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
    Set<Option> options = Set.of(Samples.family(six), Option.MULTIHOP);
    PeerSetup setup = bench.setup(64_512, 65_001, six, options, Samples.theirs(six));
    BgpDaemon daemon = bench.start(setup);
    OurSpeaker us = bench.connected(setup, daemon);
    Session session = new Session(us, daemon, setup);
    us.announce(Samples.ours(six), session.ourAddress());
    bench.check(Feature.MULTIHOP, () -> session.hasRoutes(six));
  }
}
