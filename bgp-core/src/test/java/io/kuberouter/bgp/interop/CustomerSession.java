package io.kuberouter.bgp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.interop.PeerSetup.Option;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.number.Role;
import java.util.Set;

/** A provider, which we are, and its customer: neither has a session with whom tells no role. */
record CustomerSession(boolean six) implements Scenario {

  private static final long OUR_AS = 64_512;

  @Override
  public Set<Feature> features() {
    return Set.of(Feature.ROLES);
  }

  @Override
  public void run(Bench bench) throws Exception {
    PeerSetup setup =
        bench.setup(
            OUR_AS, 65_001, six, Set.of(Samples.family(six), Option.CUSTOMER), Samples.theirs(six));
    BgpDaemon daemon = bench.start(setup);
    OurSpeaker us = bench.connected(setup, daemon);
    Session session = new Session(us, daemon, setup);
    us.announce(Samples.ours(six), session.ourAddress());
    bench.check(Feature.ROLES, () -> marked(session));
  }

  /** RFC 9234 section 5: what a customer is told is marked with our AS, for it to go no farther. */
  private void marked(Session session) throws Exception {
    assertThat(session.agreed().remoteRole()).contains(Role.CUSTOMER);
    session.hasRoutes(six);
    Prefix ours = Prefix.parse(Samples.ours(six));
    assertThat(session.daemon().onlyToCustomer(ours)).isEqualTo(String.valueOf(OUR_AS));
  }
}
