package io.kuberouter.bgp.session;

import static io.kuberouter.bgp.session.VirtualSpeaker.config;
import static io.kuberouter.bgp.session.VirtualSpeaker.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.message.KeepaliveMessage;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.OpenMessage;
import io.kuberouter.bgp.message.UnknownMessage;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.CeaseSubcode;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sessions in virtual time: timers, errors, collisions. */
class SessionTest {

  private final VirtualSpeaker us = new VirtualSpeaker();

  @Test
  void theHoldTimerExpiresAndTheNeighbourIsTold() {
    ScriptedPeer peer = us.established(2, 65000);
    us.pass(89);
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
    us.pass(2);
    assertThat(peer.notification()).hasValue(NotificationMessage.holdTimerExpired());
    assertThat(us.status(ip(2)).history())
        .anyMatch(c -> c.why().equals("nothing was heard from the neighbour for 90 s"));
  }

  @Test
  void keepalivesLeaveAtAThirdOfTheNegotiatedHoldTimeAndComeInTime() {
    ScriptedPeer peer = us.scripted(2, 65000).holdTime(9);
    us.established(peer, config(2, 65000).build());
    peer.forget();
    for (int i = 0; i < 100; i++) {
      us.pass(3);
      peer.say(new KeepaliveMessage());
    }
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
    int keepalives = peer.heard(KeepaliveMessage.class).size();
    assertThat(keepalives).isBetween(100, 134); // 3 s less up to a quarter
  }

  @Test
  void aHoldTimeOfZeroMeansNoKeepalivesAndNoEnd() {
    ScriptedPeer peer = us.scripted(2, 65000).holdTime(0);
    us.established(peer, config(2, 65000).build());
    peer.forget();
    us.pass(100_000);
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
    assertThat(peer.heard()).isEmpty();
  }

  @Test
  void aSilentNeighbourIsGivenFourMinutesForItsOpen() {
    ScriptedPeer peer = us.scripted(2, 65000).polite(false).listen();
    us.speaker.addPeer(config(2, 65000).build());
    us.pass(239);
    assertThat(us.state(2)).isEqualTo(SessionState.OPEN_SENT);
    us.pass(2);
    assertThat(peer.notification()).hasValue(NotificationMessage.holdTimerExpired());
  }

  @Test
  void anAbsentNeighbourIsTriedEverLessOftenAndNeverGivenUp() {
    us.speaker.addPeer(config(2, 65000).build());
    us.pass(3600);
    assertThat(us.state(2)).isIn(SessionState.ACTIVE, SessionState.CONNECT);
    long tries =
        us.events.stream()
            .filter(SpeakerEvent.PeerStateChanged.class::isInstance)
            .map(SpeakerEvent.PeerStateChanged.class::cast)
            .filter(c -> c.now() == SessionState.CONNECT)
            .count();
    assertThat(tries).isBetween(120L, 170L); // 30 s less up to a quarter
    assertThat(us.status(ip(2)).why()).isEqualTo("connection refused");
    us.scripted(2, 65000).listen();
    us.pass(31);
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void whileWaitingANeighbourMayConnect() {
    us.speaker.addPeer(config(2, 65000).build());
    us.pass(100);
    us.scripted(2, 65000).connect(VirtualSpeaker.US);
    us.settle();
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void aPassiveSessionWaits() {
    ScriptedPeer peer = us.scripted(2, 65000).listen();
    us.speaker.addPeer(config(2, 65000).passive(true).build());
    us.pass(1000);
    assertThat(peer.connections()).isZero();
    peer.connect(VirtualSpeaker.US);
    us.settle();
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void withDelayOpenTheNeighbourSpeaksFirst() {
    PeerConfig config = config(2, 65000).build();
    PeerConfig.Timing t = config.timing();
    PeerConfig delaying =
        config
            .change()
            .timing(
                new PeerConfig.Timing(
                    t.holdTime(),
                    Optional.of(Duration.ofSeconds(20)),
                    t.connectRetry(),
                    t.idleHold(),
                    t.sendHold()))
            .build();
    ScriptedPeer peer = us.scripted(2, 65000).polite(false).listen();
    us.speaker.addPeer(delaying);
    us.pass(19);
    assertThat(peer.heard()).isEmpty();
    peer.say(peer.ownOpen());
    us.settle();
    assertThat(peer.heard()).hasSize(2);
    peer.say(new KeepaliveMessage());
    us.settle();
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void aNeighbourOfAnotherAsIsRefusedAndWaitedForLongerEachTime() {
    ScriptedPeer peer = us.scripted(2, 65001).listen();
    us.speaker.addPeer(config(2, 65000).build());
    us.pass(600);
    assertThat(peer.notification())
        .hasValueSatisfying(n -> assertThat(n.text()).isEqualTo("OPEN Message Error/Bad Peer AS"));
    assertThat(peer.connections()).isBetween(12, 20); // 1, 2, 4 … 60 s
    assertThat(us.status(ip(2)).history())
        .anyMatch(c -> c.why().contains("the neighbour is in AS 65001, expected 65000"));
  }

  @Test
  void whoIsNotConfiguredIsNotLetIn() {
    ScriptedPeer stranger = us.scripted(9, 65000);
    stranger.connect(VirtualSpeaker.US);
    us.settle();
    assertThat(stranger.closed()).hasValue("connection refused");
  }

  @Test
  void dynamicNeighboursAreTakenFromTheirNetworkUpToALimit() {
    us.speaker.addDynamicPeers(
        Prefix.parse("10.0.0.0/28"), a -> PeerConfig.builder(a, 65000).build(), 2);
    ScriptedPeer[] peers = new ScriptedPeer[4];
    for (int i = 0; i < 3; i++) {
      peers[i] = us.scripted(2 + i, 65000).connect(VirtualSpeaker.US);
      us.settle();
    }
    peers[3] = us.scripted(77, 65000).connect(VirtualSpeaker.US);
    us.settle();
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
    assertThat(us.state(3)).isEqualTo(SessionState.ESTABLISHED);
    assertThat(peers[2].closed()).isPresent();
    assertThat(peers[3].closed()).isPresent();
  }

  @Test
  void ofTwoConnectionsTheOneOfTheHigherIdentifierStaysAndItIsOne() {
    for (int host : new int[] {2, 3}) {
      String identifier = host == 2 ? "10.0.0.0" : "10.0.0.200"; // lower and higher than ours
      ScriptedPeer theirs = us.scripted(host, 65000).polite(false);
      ScriptedPeer ours = us.scripted(host, 65000).polite(false).listen();
      us.speaker.addPeer(config(host, 65000).build());
      us.settle(); // ours is up
      theirs.connect(VirtualSpeaker.US);
      us.settle();
      OpenMessage open =
          new OpenMessage(
              65000, 90, BgpIdentifier.parse(identifier), ours.ownOpen().capabilities());
      ours.say(open);
      us.settle();
      theirs.say(open);
      us.settle();
      ScriptedPeer loser = host == 2 ? theirs : ours;
      ScriptedPeer winner = host == 2 ? ours : theirs;
      assertThat(loser.notification())
          .hasValue(NotificationMessage.cease(CeaseSubcode.CONNECTION_COLLISION));
      winner.say(new KeepaliveMessage());
      us.settle();
      assertThat(us.state(host)).isEqualTo(SessionState.ESTABLISHED);
      assertThat(winner.notification()).isEmpty();
    }
  }

  @Test
  void whenTheFirstOfTwoConnectionsFailsWeSayOpenOnTheSecond() {
    ScriptedPeer listening = us.scripted(2, 65000).polite(false).listen();
    us.speaker.addPeer(config(2, 65000).build());
    us.settle();
    assertThat(listening.heard(OpenMessage.class)).hasSize(1);
    ScriptedPeer connecting = us.scripted(2, 65000).polite(false).connect(VirtualSpeaker.US);
    us.settle();
    assertThat(connecting.heard()).isEmpty();
    listening.hangUp();
    us.settle();
    assertThat(connecting.heard(OpenMessage.class)).hasSize(1);
    connecting.say(connecting.ownOpen()).say(new KeepaliveMessage());
    us.settle();
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void onTheSecondOfTwoConnectionsWeDoNotWaitForAnOpenForEver() {
    us.scripted(2, 65000).polite(false).listen();
    us.speaker.addPeer(config(2, 65000).build());
    us.settle();
    ScriptedPeer connecting = us.scripted(2, 65000).polite(false).connect(VirtualSpeaker.US);
    us.pass(11);
    assertThat(connecting.heard(OpenMessage.class)).hasSize(1);
  }

  @Test
  void aSecondConnectionBesideAnEstablishedOneIsClosed() {
    ScriptedPeer first = us.established(2, 65000);
    ScriptedPeer second = us.scripted(2, 65000).connect(VirtualSpeaker.US);
    us.settle();
    assertThat(second.notification())
        .hasValue(NotificationMessage.cease(CeaseSubcode.CONNECTION_COLLISION));
    first.say(new KeepaliveMessage());
    us.settle();
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void aMessageOfAnUnknownTypeIsAnswered() {
    ScriptedPeer peer = us.established(2, 65000);
    peer.say(new UnknownMessage(77, OctetString.EMPTY));
    us.settle();
    assertThat(peer.notification())
        .hasValue(new NotificationMessage(1, 3, OctetString.of((byte) 77)));
  }

  @Test
  void octetsThatAreNoBgpAreAnswered() {
    ScriptedPeer peer = us.established(2, 65000);
    peer.sayOctets(
        "GET / HTTP/1.1\r\nHost: example\r\n\r\n"
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    us.settle();
    assertThat(peer.notification()).hasValue(new NotificationMessage(1, 1));
  }

  @Test
  void rfc9687ANeighbourThatTakesNothingIsGivenUp() {
    ScriptedPeer peer = us.scripted(2, 65000).holdTime(0);
    us.established(peer, config(2, 65000).build());
    peer.stall(true);
    us.speaker.announce(Prefix.parse("10.1.0.0/24"), VirtualSpeaker.US);
    us.pass(479);
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
    us.pass(490);
    assertThat(us.status(ip(2)).history())
        .anyMatch(c -> c.why().equals("the neighbour has taken nothing for 480 s"));
  }

  @Test
  void rfc9003TheOperatorsTextReachesTheNeighbourAndTheSessionComesBack() {
    ScriptedPeer peer = us.established(2, 65000);
    us.speaker.reset(ip(2), "new cable");
    us.settle();
    assertThat(peer.notification().orElseThrow().shutdownText()).hasValue("new cable");
    us.pass(5);
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void rfc4486TooManyPrefixesEndTheSession() {
    ScriptedPeer peer = us.scripted(2, 65000);
    us.established(peer, config(2, 65000).maximumPrefixes(2).build());
    peer.announce(ip(2), Prefix.parse("10.1.0.0/24"), Prefix.parse("10.2.0.0/24"));
    us.settle();
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
    peer.announce(ip(2), Prefix.parse("10.3.0.0/24"));
    us.settle();
    assertThat(peer.notification())
        .hasValue(NotificationMessage.cease(CeaseSubcode.MAXIMUM_PREFIXES));
    assertThat(us.best).isEmpty();
  }

  private ScriptedPeer tooMany(Duration restart) {
    PeerConfig config = config(2, 65000).maximumPrefixes(1, restart).build();
    ScriptedPeer peer = us.established(us.scripted(2, 65000).holdTime(0), config);
    peer.announce(ip(2), Prefix.parse("10.1.0.0/24"), Prefix.parse("10.2.0.0/24"));
    us.settle();
    assertThat(us.state(2)).isEqualTo(SessionState.IDLE);
    assertThat(us.best).isEmpty();
    return peer;
  }

  @Test
  void afterTooManyPrefixesTheSessionStartsAgainWhenTheTimeForThatIsOver() {
    ScriptedPeer peer = tooMany(Duration.ofMinutes(10));
    int before = peer.connections();
    assertThat(us.status(ip(2)).sentence())
        .endsWith("the neighbour told more prefixes than the 1 allowed; it may again in 600 s");
    us.pass(599);
    assertThat(us.state(2)).isEqualTo(SessionState.IDLE);
    ScriptedPeer second = us.scripted(2, 65000).connect(VirtualSpeaker.US);
    us.settle();
    assertThat(second.closed()).as("it is not let in either").isPresent();
    assertThat(peer.connections()).isEqualTo(before);
    us.pass(2);
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
    peer.announce(ip(2), Prefix.parse("10.1.0.0/24"));
    us.pass(1000);
    assertThat(us.best).hasSize(1);
  }

  @Test
  void anOperatorWhoResetsASessionDoesNotWaitForTheTimeAfterTooManyPrefixes() {
    ScriptedPeer peer = tooMany(Duration.ofMinutes(10));
    us.speaker.reset(ip(2), "the limit is known");
    us.pass(1);
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
    us.pass(3600);
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
    assertThat(peer.connections()).as("no timer of before starts anything").isEqualTo(2);
  }

  @Test
  void aRemovedNeighbourLeavesNoTimerAfterTooManyPrefixes() {
    int before = us.time.running();
    tooMany(Duration.ofMinutes(10));
    us.speaker.removePeer(ip(2));
    us.settle();
    assertThat(us.time.running()).isEqualTo(before);
  }

  @Test
  void aRemovedNeighbourIsToldAndLeavesNoTimer() {
    int before = us.time.running();
    ScriptedPeer peer = us.established(2, 65000);
    us.speaker.removePeer(ip(2));
    us.settle();
    assertThat(peer.notification())
        .hasValue(NotificationMessage.cease(CeaseSubcode.PEER_DECONFIGURED));
    assertThat(us.time.running()).isEqualTo(before);
  }

  @Test
  void onSentenceSaysWhyASessionIsDown() {
    ScriptedPeer peer = us.established(2, 65000);
    peer.say(NotificationMessage.shutdown(CeaseSubcode.ADMINISTRATIVE_SHUTDOWN, "see ticket 7"));
    us.settle();
    assertThat(us.status(ip(2)).sentence())
        .isEqualTo(
            "neighbour 10.0.0.2 is IDLE for 0 s: the neighbour sent NOTIFICATION"
                + " Cease/Administrative Shutdown: \"see ticket 7\"");
  }

  @Test
  void passwordsAreNeverPrinted() {
    PeerConfig config = config(2, 65000).password(Secret.of("hunter2")).build();
    us.speaker.addPeer(config);
    us.pass(5);
    String all = config + " " + config.transport() + us.events + us.status(ip(2));
    assertThat(all).doesNotContain("hunter2").contains("(secret)");
    assertThat(List.of(Secret.of("a"), Secret.of("b")).toString())
        .isEqualTo("[(secret), (secret)]");
  }
}
