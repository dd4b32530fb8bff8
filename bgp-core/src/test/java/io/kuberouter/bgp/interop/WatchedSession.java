package io.kuberouter.bgp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.bfd.BfdState;
import io.kuberouter.bgp.interop.PeerSetup.Option;
import io.kuberouter.bgp.session.PeerStatus;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Neighbours, on one wire or with a router between them, whose path BFD watches every 100 ms: when
 * nothing gets through any more, both end the session long before the hold time does, and they have
 * it back when the path is.
 */
record WatchedSession(boolean six, boolean routed) implements Scenario {

  private Feature feature() {
    return routed ? Feature.BFD_MULTIHOP : Feature.BFD;
  }

  @Override
  public Set<Feature> features() {
    return Set.of(feature());
  }

  @Override
  public Optional<String> absent() {
    return GuardedSession.absentNft();
  }

  @Override
  public void run(Bench bench) throws Exception {
    Set<Option> options = EnumSet.of(Samples.family(six), Option.BFD);
    if (routed) {
      options.add(Option.MULTIHOP);
      options.add(Option.LOW_HOP_LIMIT);
    }
    PeerSetup setup = bench.setup(64_512, 65_001, six, options, Samples.theirs(six));
    BgpDaemon daemon = bench.start(setup);
    OurSpeaker us = bench.connected(setup, daemon);
    Session session = new Session(us, daemon, setup);
    us.announce(Samples.ours(six), session.ourAddress());
    bench.check(feature(), () -> lostAndBack(bench, session));
  }

  private void lostAndBack(Bench bench, Session session) throws Exception {
    awaitPath(session);
    session.hasRoutes(six);
    bench.link().them().cut();
    Await.until("it has lost us", () -> session.daemon().lostByBfd(session.ourAddress()));
    Await.until("we have lost it", () -> !session.us().established(session.setup().own()));
    assertThat(session.us().status(session.setup().own()).history())
        .extracting(PeerStatus.Change::why)
        .anyMatch(why -> why.contains("BFD"));
    assertThat(session.us().routes(Samples.theirs(six).prefix().toString())).isEmpty();

    bench.link().them().heal();
    bench.awaitSession(session.us(), session.daemon(), session.ourAddress());
    awaitPath(session);
    session.hasRoutes(six);
  }

  private static void awaitPath(Session session) throws Exception {
    Await.until(
        "BFD is up for us",
        () ->
            session
                .us()
                .status(session.setup().own())
                .path()
                .map(PeerStatus.Path::state)
                .equals(Optional.of(BfdState.UP)));
    Await.until("BFD is up for it", () -> session.daemon().bfdUp(session.ourAddress()));
  }
}
