package io.kuberouter.bgp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.interop.PeerSetup.Option;
import io.kuberouter.bgp.number.Prefix;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Neighbours that take packets with a hop limit of 255 alone: each drops what has come farther. */
record GuardedSession(boolean six) implements Scenario {

  @Override
  public Set<Feature> features() {
    return Set.of(Feature.WE_GUARD, Feature.IT_GUARDS);
  }

  @Override
  public Optional<String> absent() {
    return absentNft();
  }

  static Optional<String> absentNft() {
    return BgpDaemon.find("nft").isEmpty()
        ? Optional.of("nft is not installed (Debian: nftables)")
        : Optional.empty();
  }

  @Override
  public void run(Bench bench) throws Exception {
    PeerSetup setup =
        bench.setup(
            64_512, 65_001, six, Set.of(Samples.family(six), Option.GTSM), Samples.theirs(six));
    BgpDaemon daemon = bench.start(setup);
    OurSpeaker us = bench.connected(setup, daemon);
    Session session = new Session(us, daemon, setup);
    bench.check(Feature.IT_GUARDS, () -> itGuards(bench, session));
    bench.check(Feature.WE_GUARD, () -> weGuard(bench, session));
  }

  private void itGuards(Bench bench, Session session) throws Exception {
    Namespace there = bench.link().them();
    long before = there.netstat("TCPMinTTLDrop");
    fromFarther(bench.link().us());
    session.us().announce(Samples.ours(six), session.ourAddress());
    Await.until("it drops what comes from farther", () -> there.netstat("TCPMinTTLDrop") > before);
    assertThat(session.daemon().routes(Prefix.parse(Samples.ours(six)))).isEmpty();
    asBefore(bench.link().us());
    session.hasRoutes(six);
  }

  private void weGuard(Bench bench, Session session) throws Exception {
    Namespace here = bench.link().us();
    String theirs = Samples.theirs(six).prefix().toString();
    session.theirs(Samples.theirs(six));
    long before = here.netstat("TCPMinTTLDrop");
    fromFarther(bench.link().them());
    session.daemon().withdraw(Samples.theirs(six));
    Await.until("we drop what comes from farther", () -> here.netstat("TCPMinTTLDrop") > before);
    assertThat(session.us().routes(theirs)).isNotEmpty();
    asBefore(bench.link().them());
    Await.until("theirs is gone", () -> session.us().routes(theirs).isEmpty());
  }

  private static void asBefore(Namespace space) throws IOException {
    space.nft("delete table inet farther");
  }

  /** What leaves looks as if a router had passed it on. */
  private void fromFarther(Namespace space) throws IOException {
    String passedOn = six ? "ip6 hoplimit set 254" : "ip ttl set 254";
    space.nft(
        "add table inet farther;"
            + " add chain inet farther out { type filter hook output priority 0; };"
            + " add rule inet farther out tcp sport 179 "
            + passedOn
            + "; add rule inet farther out tcp dport 179 "
            + passedOn);
  }
}
