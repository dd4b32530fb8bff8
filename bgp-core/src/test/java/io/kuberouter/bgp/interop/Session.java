package io.kuberouter.bgp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.rib.Route;
import java.net.InetAddress;

/** The session of the speaker under test with a daemon, looked at from both sides. */
record Session(OurSpeaker us, BgpDaemon daemon, PeerSetup setup) {

  SessionParameters agreed() throws Exception {
    return us.status(setup.own()).parameters().orElseThrow();
  }

  InetAddress ourAddress() {
    return setup.neighbours().get(0).address();
  }

  /** {@return our route as the daemon shows it, once it has it} */
  SeenRoute ours(String prefix) throws Exception {
    Prefix wanted = Prefix.parse(prefix);
    Await.until("it has " + prefix, () -> !daemon.routes(wanted).isEmpty());
    return daemon.routes(wanted).get(0);
  }

  /** {@return the daemon's route, once we have it} */
  Route theirs(Announced route) throws Exception {
    String prefix = route.prefix().toString();
    Await.until("we have " + prefix, () -> !us.routes(prefix).isEmpty());
    return us.routes(prefix).get(0);
  }

  /** Routes have come both ways, each with the next hop that it was told with. */
  void hasRoutes(Announced theirs, String ours) throws Exception {
    assertThat(theirs(theirs).nextHop().orElseThrow()).isIn(daemon.nextHops(theirs.six()));
    InetAddress told =
        us.speaker().best(Prefix.parse(ours)).get().orElseThrow().route().nextHop().orElseThrow();
    assertThat(IpAddresses.parse(ours(ours).nextHop())).isEqualTo(told);
  }

  /** The sample routes of a family have come both ways. */
  void hasRoutes(boolean six) throws Exception {
    hasRoutes(Samples.theirs(six), Samples.ours(six));
  }

  /** Its routes come again, and it says that it has sent them. */
  void weAskAgain() throws Exception {
    assertThat(agreed().routeRefresh()).isTrue();
    int changes = us.status(setup.own()).history().size();
    long updates = us.updates();
    long sent = daemon.sent(ourAddress());
    us.speaker().refresh(setup.own());
    Await.until("routes come again", () -> us.updates() > updates);
    Await.until("it says that it sent them", () -> daemon.sent(ourAddress()) > sent);
    assertThat(us.status(setup.own()).history()).as("one session").hasSize(changes);
  }

  /** It says that ours have come again. */
  void itAsksAgain() throws Exception {
    long received = daemon.received(ourAddress());
    daemon.askForRoutes(ourAddress());
    Await.until("it gets routes again", () -> daemon.received(ourAddress()) > received);
  }

  void withdrawsBothWays(Announced theirs, String ours) throws Exception {
    theirs(theirs);
    daemon.withdraw(theirs);
    Await.until("theirs is gone", () -> us.routes(theirs.prefix().toString()).isEmpty());
    ours(ours);
    us.withdraw(ours);
    Await.until("ours is gone", () -> daemon.routes(Prefix.parse(ours)).isEmpty());
    assertThat(us.established(setup.own())).isTrue();
  }
}
