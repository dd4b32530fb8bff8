package io.kuberouter.bgp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.bfd.BfdConfig;
import io.kuberouter.bgp.bfd.BfdNeighbor;
import io.kuberouter.bgp.bfd.BfdState;
import io.kuberouter.bgp.bfd.session.BfdSessions;
import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.message.GracefulRestartCapability;
import io.kuberouter.bgp.message.KeepaliveMessage;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.CeaseSubcode;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.testkit.ManualTimers;
import io.kuberouter.bgp.testkit.MemoryNetwork;
import io.kuberouter.bgp.testkit.ScriptedPeer;
import io.kuberouter.bgp.testkit.VirtualBfd;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BFD and BGP sessions with one neighbour, in virtual time. */
class PathWatchTest {

  private static final BfdConfig FAST =
      new BfdConfig(Duration.ofMillis(100), Duration.ofMillis(100), 3, false);
  private static final Prefix P1 = Prefix.parse("10.1.0.0/24");

  private final VirtualSpeaker us = new VirtualSpeaker();
  private InetAddress them = IpAddresses.parse("10.0.0.2");
  private BfdSessions theirBfd;

  private static InetAddress theirs(String family) {
    return IpAddresses.parse(family.equals("IPv4") ? "10.0.0.2" : "fd00::2");
  }

  private InetAddress our() {
    return them.getAddress().length == 4 ? VirtualSpeaker.US : VirtualSpeaker.US6;
  }

  private void theyRunBfd(PeerConfig.Bfd bfd) throws IOException {
    theirBfd = VirtualBfd.at(us.time, us.link, List.of(them)).start((n, change) -> {});
    theirBfd
        .add(new BfdNeighbor(our(), Optional.empty(), bfd.port(), bfd.hops(), bfd.session()))
        .join();
  }

  private ScriptedPeer peer() {
    return new ScriptedPeer(us.network, them, 65000, BgpIdentifier.parse("10.0.0.2")).listen();
  }

  private PeerConfigBuilder config(PeerConfig.Bfd bfd) {
    return PeerConfig.builder(them, 65000)
        .importPolicy(Policy.ACCEPT_ALL)
        .exportPolicy(Policy.ACCEPT_ALL)
        .bfd(bfd);
  }

  private void both(PeerConfig.Bfd bfd) throws IOException {
    theyRunBfd(bfd);
    us.speaker.addPeer(config(bfd).build());
    us.pass(3);
    assertThat(us.status(them).path().map(PeerStatus.Path::state)).hasValue(BfdState.UP);
    assertThat(us.state(them)).isEqualTo(SessionState.ESTABLISHED);
  }

  private void linkIs(boolean up) {
    us.link.losing((from, to) -> !up);
  }

  @ParameterizedTest
  @ValueSource(strings = {"IPv4", "IPv6"})
  void rfc9384WhenBfdGoesDownTheSessionIsClosedWithBfdDown(String family) throws Exception {
    them = theirs(family);
    ScriptedPeer peer = peer();
    both(PeerConfig.Bfd.singleHop(FAST));
    peer.announce(IpAddresses.parse("10.0.0.9"), P1);
    us.settle();
    assertThat(us.best).containsOnlyKeys(P1);
    linkIs(false);
    us.time.advance(Duration.ofMillis(310)); // three times 100 ms, of the hold time's 90 s
    assertThat(peer.notification()).hasValue(NotificationMessage.cease(CeaseSubcode.BFD_DOWN));
    assertThat(us.best).isEmpty();
    assertThat(us.status(them).history())
        .anyMatch(
            c ->
                c.before() == SessionState.ESTABLISHED
                    && c.why()
                        .equals("BFD says that the path is down: Control Detection Time Expired"));
    assertThat(us.events)
        .contains(
            new SpeakerEvent.PathStateChanged(
                them, BfdState.UP, BfdState.DOWN, "Control Detection Time Expired"));
    us.pass(10); // without BFD, the session may come back: it was not required
    assertThat(us.state(them)).isEqualTo(SessionState.ESTABLISHED);
    assertThat(us.status(them).path())
        .hasValue(new PeerStatus.Path(BfdState.DOWN, "Control Detection Time Expired"));
    linkIs(true);
    us.pass(3);
    assertThat(us.status(them).path().map(PeerStatus.Path::state)).hasValue(BfdState.UP);
    assertThat(us.state(them)).isEqualTo(SessionState.ESTABLISHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"IPv4", "IPv6"})
  void rfc5882TheNeighboursAdminDownIsNoFailureOfThePath(String family) throws Exception {
    them = theirs(family);
    ScriptedPeer peer = peer();
    both(PeerConfig.Bfd.singleHop(FAST).strictly());
    theirBfd.enable(our(), false);
    us.pass(10);
    assertThat(us.status(them).path())
        .hasValue(new PeerStatus.Path(BfdState.DOWN, "the neighbour's is administratively down"));
    theirBfd.remove(our());
    us.pass(10);
    peer.say(new KeepaliveMessage());
    us.pass(60);
    assertThat(us.state(them)).isEqualTo(SessionState.ESTABLISHED);
    assertThat(peer.connections()).isEqualTo(1);
    us.network.breakAll(); // "establishment of a control protocol adjacency MUST be allowed"
    us.pass(10);
    assertThat(us.state(them)).isEqualTo(SessionState.ESTABLISHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"IPv4", "IPv6"})
  void rfc5882WhereBfdIsRequiredTheSessionWaitsForIt(String family) throws Exception {
    them = theirs(family);
    ScriptedPeer peer = peer();
    PeerConfig.Bfd required = PeerConfig.Bfd.singleHop(FAST).strictly();
    us.speaker.addPeer(config(required).build());
    us.pass(100);
    assertThat(peer.connections()).isZero();
    assertThat(us.status(them).sentence())
        .endsWith("it waits for BFD: the neighbour has not been heard yet");
    peer.connect(our());
    us.settle();
    assertThat(us.state(them)).isEqualTo(SessionState.IDLE);
    assertThat(peer.closed()).isPresent();

    theyRunBfd(required);
    us.pass(3);
    assertThat(us.state(them)).isEqualTo(SessionState.ESTABLISHED);
    linkIs(false);
    us.pass(100);
    assertThat(us.state(them)).isEqualTo(SessionState.IDLE);
    assertThat(us.status(them).why()).isEqualTo("it waits for BFD: Control Detection Time Expired");
    us.speaker.reset(them, "again"); // an operator cannot make it go without
    us.pass(100);
    assertThat(us.state(them)).isEqualTo(SessionState.IDLE);
    linkIs(true);
    us.pass(3);
    assertThat(us.state(them)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void rfc5882WhereBfdIsRequiredButAdminDownFromTheBeginningTheSessionComesUp() throws Exception {
    peer();
    PeerConfig.Bfd required = PeerConfig.Bfd.singleHop(FAST).strictly();
    theyRunBfd(required);
    theirBfd.enable(our(), false);
    us.speaker.addPeer(config(required).build());
    us.pass(3);
    assertThat(us.state(them)).isEqualTo(SessionState.ESTABLISHED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rfc8538AHardResetTellsANeighbourThatRestartsGracefullyThatRoutesMustNotStay(boolean n)
      throws Exception {
    ScriptedPeer peer =
        peer()
            .offering(
                new GracefulRestartCapability(
                    false,
                    n,
                    100,
                    List.of(
                        new GracefulRestartCapability.Family(AddressFamily.IPV4_UNICAST, true))));
    PeerConfig.Bfd bfd = PeerConfig.Bfd.singleHop(FAST);
    theyRunBfd(bfd);
    us.speaker.addPeer(config(bfd).gracefulRestart(Duration.ofSeconds(100)).build());
    us.pass(3);
    peer.announce(them, P1);
    us.settle();
    assertThat(us.best).containsOnlyKeys(P1);
    linkIs(false);
    us.time.advance(Duration.ofMillis(310));
    NotificationMessage down = NotificationMessage.cease(CeaseSubcode.BFD_DOWN);
    assertThat(peer.notification()).hasValue(n ? down.asHardReset() : down);
    assertThat(us.best).isEmpty();
  }

  @Test
  void rfc5883OverSeveralHopsLikewise() throws Exception {
    ScriptedPeer peer = peer();
    us.link.hopLimit(254);
    both(PeerConfig.Bfd.multihop(FAST, 2));
    linkIs(false);
    us.time.advance(Duration.ofMillis(310));
    assertThat(peer.notification()).hasValue(NotificationMessage.cease(CeaseSubcode.BFD_DOWN));
  }

  @Test
  void rfc5881APacketFromBehindARouterIsNotOfTheLink() throws Exception {
    peer();
    us.link.hopLimit(254);
    theyRunBfd(PeerConfig.Bfd.singleHop(FAST));
    us.speaker.addPeer(config(PeerConfig.Bfd.singleHop(FAST)).build());
    us.pass(10);
    assertThat(us.status(them).path().map(PeerStatus.Path::state)).hasValue(BfdState.DOWN);
  }

  @Test
  void timersAreChangedAndBfdIsTakenAwayWithoutANewSession() throws Exception {
    ScriptedPeer peer = peer();
    both(PeerConfig.Bfd.singleHop(FAST));
    BfdConfig slow = new BfdConfig(Duration.ofMillis(500), Duration.ofMillis(500), 3, false);
    us.speaker.addPeer(config(PeerConfig.Bfd.singleHop(slow)).build());
    us.pass(5);
    linkIs(false);
    us.time.advance(Duration.ofMillis(1000)); // three times 500 ms
    assertThat(us.state(them)).isEqualTo(SessionState.ESTABLISHED);
    us.time.advance(Duration.ofMillis(510));
    assertThat(peer.notification()).hasValue(NotificationMessage.cease(CeaseSubcode.BFD_DOWN));
    linkIs(true);
    us.pass(10);
    int before = peer.connections();
    us.speaker.addPeer(
        PeerConfig.builder(them, 65000)
            .importPolicy(Policy.ACCEPT_ALL)
            .exportPolicy(Policy.ACCEPT_ALL)
            .build());
    us.pass(3);
    linkIs(false);
    us.pass(10);
    assertThat(us.state(them)).isEqualTo(SessionState.ESTABLISHED);
    assertThat(us.status(them).path()).isEmpty();
    assertThat(peer.connections()).isEqualTo(before);
  }

  @Test
  void aRemovedNeighbourIsToldAdminDown() throws Exception {
    peer();
    both(PeerConfig.Bfd.singleHop(FAST));
    us.speaker.removePeer(them);
    us.pass(1);
    assertThat(theirBfd.status().join().get(0).session().remote().state())
        .isEqualTo(BfdState.ADMIN_DOWN);
  }

  @Test
  void whereBfdCannotBeHadTheStatusSaysSoAndTheSessionGoesOnUnlessItIsRequired() throws Exception {
    ManualTimers time = new ManualTimers();
    MemoryNetwork network = new MemoryNetwork(time);
    try (Speaker speaker =
        Speaker.on(
            time,
            network.at(VirtualSpeaker.US),
            told -> {
              throw new IOException("bind 0.0.0.0 port 3784: Address already in use");
            },
            VirtualSpeaker.usual(),
            SpeakerListener.NONE)) {
      new ScriptedPeer(network, them, 65000).listen();
      speaker.addPeer(config(PeerConfig.Bfd.singleHop(FAST)).build());
      time.advance(Duration.ofSeconds(1));
      var asked = speaker.peers();
      time.settle();
      PeerStatus status = asked.join().get(0);
      assertThat(status.state()).isEqualTo(SessionState.ESTABLISHED);
      assertThat(status.path())
          .hasValue(
              new PeerStatus.Path(
                  BfdState.DOWN,
                  "BFD does not watch the path: bind 0.0.0.0 port 3784: Address already in use"));
      speaker.addPeer(
          config(PeerConfig.Bfd.singleHop(FAST).strictly())
              .holdTime(Duration.ofSeconds(30))
              .build());
      asked = speaker.peers();
      time.settle();
      assertThat(asked.join().get(0).sentence()).contains("it waits for BFD").contains("in use");
    }
  }
}
