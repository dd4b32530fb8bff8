package io.kuberouter.bgp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.interop.PeerSetup.Option;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Prefix;
import java.util.List;
import java.util.Set;

/** Neighbours of which first the daemon goes and comes back, then our speaker. */
record RestartedSession(boolean six) implements Scenario {

  private static final String OUR_4 = Samples.ours(false);
  private static final String OUR_6 = Samples.ours(true);
  private static final Announced THEIR_4 = Samples.theirs(false);
  private static final Announced THEIR_6 = Samples.theirs(true);

  @Override
  public Set<Feature> features() {
    return Set.of(Feature.IT_RESTARTS, Feature.WE_RESTART);
  }

  @Override
  public void run(Bench bench) throws Exception {
    Set<Option> options = Set.of(Option.IPV4, Option.IPV6, Option.GRACEFUL_RESTART);
    PeerSetup setup = bench.setup(64_512, 65_001, six, options, THEIR_4, THEIR_6);
    BgpDaemon daemon = bench.start(setup);
    OurSpeaker us = bench.connected(setup, daemon);
    us.announce(OUR_4, bench.link().ours(false));
    us.announce(OUR_6, bench.link().ours(true));
    Session session = new Session(us, daemon, setup);
    session.hasRoutes(THEIR_4, OUR_4);
    session.hasRoutes(THEIR_6, OUR_6);
    assertThat(session.agreed().gracefulRestart()).isPresent();
    bench.check(Feature.IT_RESTARTS, () -> itRestarts(bench, session));
    bench.check(Feature.WE_RESTART, () -> weRestart(bench, session));
  }

  /** Its routes stay while it is away; what it does not tell again goes at its End-of-RIB. */
  private static void itRestarts(Bench bench, Session session) throws Exception {
    OurSpeaker us = session.us();
    Await.until("End-of-RIB", () -> us.endsOfRib().size() == 2);
    session.daemon().kill();
    Await.until("its session is lost", () -> !us.established(session.setup().own()));
    for (Announced route : List.of(THEIR_4, THEIR_6)) {
      assertThat(us.routes(route.prefix().toString())).hasSize(1).allMatch(r -> r.stale());
    }
    us.endsOfRib().clear();
    session.daemon().restart(List.of(THEIR_4));
    bench.awaitSession(us, session.daemon(), session.ourAddress());
    Await.until(
        "End-of-RIB again",
        () ->
            us.endsOfRib()
                .containsAll(Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST)));
    Await.until(
        "its route is fresh",
        () -> us.routes(THEIR_4.prefix().toString()).stream().anyMatch(r -> !r.stale()));
    assertThat(us.routes(THEIR_6.prefix().toString())).isEmpty();
    session.ours(OUR_4);
    session.ours(OUR_6);
  }

  /** It keeps our routes while we are away; what we do not tell again goes at our End-of-RIB. */
  private static void weRestart(Bench bench, Session session) throws Exception {
    BgpDaemon daemon = session.daemon();
    session.us().close();
    Await.until("it says that we are gone", () -> !daemon.established(session.ourAddress()));
    assertThat(daemon.routes(Prefix.parse(OUR_4))).hasSize(1);
    assertThat(daemon.routes(Prefix.parse(OUR_6))).hasSize(1);
    OurSpeaker again = bench.speaker(session.setup(), 0);
    again.announce(OUR_4, bench.link().ours(false));
    again.add(again.neighbour(session.setup(), 0));
    bench.awaitSession(again, daemon, session.ourAddress());
    Await.until(
        "what we do not tell again goes", () -> daemon.routes(Prefix.parse(OUR_6)).isEmpty());
    assertThat(daemon.routes(Prefix.parse(OUR_4))).hasSize(1);
  }
}
