package io.kuberouter.bgp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.session.Secret;
import java.util.Optional;
import java.util.Set;

/** Neighbours with a password: with another one there is no session. */
record SignedSession(boolean six) implements Scenario {

  private static final String PASSWORD = "hunter2";

  @Override
  public Set<Feature> features() {
    return Set.of(Feature.MD5);
  }

  @Override
  public void run(Bench bench) throws Exception {
    PeerSetup setup =
        bench
            .setup(64_512, 65_001, six, Set.of(Samples.family(six)), Samples.theirs(six))
            .withPassword(Optional.of(PASSWORD));
    BgpDaemon daemon = bench.start(setup);
    OurSpeaker us = bench.speaker(setup, 0);
    us.announce(Samples.ours(six), bench.link().ours(six));
    us.add(us.neighbour(setup, 0).password(Secret.of("another")));
    bench.check(Feature.MD5, () -> agree(bench, new Session(us, daemon, setup)));
  }

  private void agree(Bench bench, Session session) throws Exception {
    Namespace here = bench.link().us();
    Namespace there = bench.link().them();
    Await.until(
        "a packet is refused for its signature",
        () -> here.netstat("TCPMD5Failure") + there.netstat("TCPMD5Failure") > 0);
    assertThat(session.us().established(session.setup().own())).isFalse();
    session.us().add(session.us().neighbour(session.setup(), 0));
    bench.awaitSession(session.us(), session.daemon(), session.ourAddress());
    session.hasRoutes(six);
    assertThat(session.us().speaker().peers().get().toString()).doesNotContain(PASSWORD);
  }
}
