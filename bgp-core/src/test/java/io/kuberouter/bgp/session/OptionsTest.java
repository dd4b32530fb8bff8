package io.kuberouter.bgp.session;

import static io.kuberouter.bgp.session.VirtualSpeaker.config;
import static io.kuberouter.bgp.session.VirtualSpeaker.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.Communities;
import io.kuberouter.bgp.attribute.MultiExitDisc;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.bfd.BfdConfig;
import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.message.GracefulRestartCapability;
import io.kuberouter.bgp.message.LongLivedGracefulRestartCapability;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.CeaseSubcode;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.number.WellKnownCommunity;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.policy.PolicyAction;
import io.kuberouter.bgp.rib.DecisionOptions;
import io.kuberouter.bgp.rib.ExportTarget;
import io.kuberouter.bgp.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be set for a neighbour or a speaker, in virtual time. */
class OptionsTest {

  private static final Prefix P1 = Prefix.parse("10.1.0.0/24");
  private static final Prefix P2 = Prefix.parse("10.2.0.0/24");
  private static final NextHop HOP = new NextHop(ip(77));

  private final VirtualSpeaker us = new VirtualSpeaker();

  private static PathAttributes path(long... ases) {
    return PathAttributes.of(Origin.IGP, AsPath.sequence(ases), HOP);
  }

  private static PathAttributes marked(WellKnownCommunity community) {
    return path(65000).with(new Communities(List.of(community.community())));
  }

  @Test
  void removePrivateAsTakesThemOutOfWhatAnotherAsIsTold() {
    ScriptedPeer from = us.established(2, 65000);
    ScriptedPeer to =
        us.established(
            us.scripted(3, 3356),
            config(3, 3356).export(new ExportTarget.Options(false, false, true, false)).build());
    ScriptedPeer plain = us.established(4, 3357);
    from.announce(path(65000, 174, 4_200_000_001L, 64999), P1);
    us.settle();
    assertThat(to.routes().get(P1).asPath()).isEqualTo(AsPath.sequence(64512, 174));
    assertThat(plain.routes().get(P1).asPath())
        .isEqualTo(AsPath.sequence(64512, 65000, 174, 4_200_000_001L, 64999));
  }

  @Test
  void localAsnIsTheAsThatTheNeighbourSeesAndBothAreALoop() {
    ScriptedPeer old =
        us.established(us.scripted(2, 65000), config(2, 65000).localAsn(64999).build());
    assertThat(old.heard(io.kuberouter.bgp.message.OpenMessage.class).get(0).asn())
        .isEqualTo(64999);
    ScriptedPeer other = us.established(3, 65001);
    other.announce(path(65001), P1);
    us.settle();
    assertThat(old.routes().get(P1).asPath()).isEqualTo(AsPath.sequence(64999, 65001));
    old.announce(path(65000, 64999), P2);
    us.settle();
    assertThat(us.best).containsOnlyKeys(P1);
    old.announce(path(65000, 64512), P2); // our AS, which the neighbour does not know
    us.settle();
    assertThat(us.best).containsOnlyKeys(P1);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, false", "2, true"})
  void allowOwnAsTakesAPathWithOurAsSoOften(int times, boolean taken) {
    ScriptedPeer from =
        us.established(us.scripted(2, 65000), config(2, 65000).allowOwnAs(times).build());
    from.announce(path(65000, 64512, 64512, 1), P1);
    us.settle();
    assertThat(us.best.containsKey(P1)).isEqualTo(taken);
  }

  @Test
  void nextHopUnchangedAndNextHopSelf() {
    ScriptedPeer from = us.established(2, 65000);
    ScriptedPeer unchanged =
        us.established(
            us.scripted(3, 65001),
            config(3, 65001).export(new ExportTarget.Options(false, true, false, false)).build());
    ScriptedPeer self =
        us.established(
            us.scripted(4, 64512),
            config(4, 64512).export(new ExportTarget.Options(true, false, false, false)).build());
    from.announce(path(65000), P1);
    us.settle();
    assertThat(unchanged.routes().get(P1).nextHop()).hasValue(HOP);
    assertThat(self.routes().get(P1).nextHop()).hasValue(new NextHop(VirtualSpeaker.US));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void alwaysCompareMedComparesThoseOfDifferentNeighbouringAses(boolean always) {
    SpeakerConfig usual = VirtualSpeaker.usual();
    VirtualSpeaker speaker =
        new VirtualSpeaker(
            new SpeakerConfig(
                usual.asn(),
                usual.identifier(),
                usual.listen(),
                Optional.empty(),
                new DecisionOptions(always, false, false),
                true,
                Optional.empty(),
                Set.of()));
    speaker
        .established(2, 65000)
        .announce(path(65000).with(new MultiExitDisc(9)), P1); // the oldest
    speaker.settle();
    speaker.established(3, 65001).announce(path(65001).with(new MultiExitDisc(5)), P1);
    speaker.settle();
    assertThat(speaker.best.get(P1).source().peer()).isEqualTo(ip(always ? 3 : 2));
  }

  @Test
  void rfc8326WhatGoesSoonIsToldToBothAndTheSessionStays() {
    us.speaker.announce(P1, VirtualSpeaker.US);
    ScriptedPeer external = us.established(2, 65000);
    ScriptedPeer internal = us.established(3, 64512);
    ExportTarget.Options soon = new ExportTarget.Options(false, false, false, true);
    us.speaker.addPeer(config(2, 65000).export(soon).build());
    us.speaker.addPeer(config(3, 64512).export(soon).build());
    us.settle();
    assertThat(external.routes().get(P1).communities())
        .containsExactly(WellKnownCommunity.GRACEFUL_SHUTDOWN.community());
    assertThat(external.routes().get(P1).localPref()).isEmpty();
    assertThat(internal.routes().get(P1).localPref()).hasValue(0);
    assertThat(external.connections() + internal.connections()).isEqualTo(2);
    us.speaker.addPeer(config(2, 65000).build());
    us.settle();
    assertThat(external.routes().get(P1).communities()).isEmpty();
  }

  @Test
  void rfc8326APathThatAnotherAsSaysGoesSoonGetsALowLocalPrefUnlessThePolicySaysOtherwise() {
    ScriptedPeer going = us.established(2, 65000);
    ScriptedPeer staying = us.established(3, 65001);
    going.announce(marked(WellKnownCommunity.GRACEFUL_SHUTDOWN), P1); // the oldest
    us.settle();
    assertThat(us.best.get(P1).attributes().localPref()).hasValue(0);
    staying.announce(path(65001, 1, 2, 3), P1);
    us.settle();
    assertThat(us.best.get(P1).source().peer()).isEqualTo(ip(3));
    Policy keep =
        Policy.builder()
            .change("keep", route -> true, new PolicyAction.SetLocalPref(200))
            .otherwiseAccept();
    us.speaker.addPeer(config(2, 65000).importPolicy(keep).build());
    us.settle();
    assertThat(us.best.get(P1).source().peer()).isEqualTo(ip(2));
  }

  private static LongLivedGracefulRestartCapability longLived() {
    return new LongLivedGracefulRestartCapability(
        List.of(
            new LongLivedGracefulRestartCapability.Family(AddressFamily.IPV4_UNICAST, true, 600)));
  }

  private static GracefulRestartCapability restart(boolean notification) {
    return new GracefulRestartCapability(
        false,
        notification,
        10,
        List.of(new GracefulRestartCapability.Family(AddressFamily.IPV4_UNICAST, true)));
  }

  @Test
  void rfc9494WhatIsKeptForLongIsToldAsStaleAndOnlyToThoseThatKnowIt() {
    PeerConfigBuilder keeping =
        config(2, 65000).gracefulRestart(Duration.ofSeconds(9)).longLived(Duration.ofHours(1));
    ScriptedPeer peer = us.scripted(2, 65000).offering(restart(false), longLived());
    us.established(peer, keeping.build());
    ScriptedPeer knows = us.scripted(3, 65001).offering(restart(false), longLived());
    us.established(
        knows,
        config(3, 65001)
            .gracefulRestart(Duration.ofSeconds(9))
            .longLived(Duration.ofHours(1))
            .build());
    ScriptedPeer plain = us.established(4, 65002);
    peer.announce(path(65000), P1);
    us.settle();
    assertThat(plain.routes()).containsOnlyKeys(P1);
    peer.polite(false);
    peer.hangUp();
    us.pass(15);
    // "MUST attach the LLGR_STALE community"
    assertThat(knows.routes().get(P1).communities())
        .containsExactly(WellKnownCommunity.LLGR_STALE.community());
    // "SHOULD NOT be advertised to any neighbor from which the ... capability has not been
    // received"
    assertThat(plain.routes()).isEmpty();
  }

  @Test
  void rfc9494ARouteThatIsReceivedAsStaleIsTheLastResort() {
    ScriptedPeer stale = us.established(2, 65000);
    ScriptedPeer fresh = us.established(3, 65001);
    ScriptedPeer plain = us.established(4, 65002);
    stale.announce(marked(WellKnownCommunity.LLGR_STALE), P1);
    us.settle();
    assertThat(us.best.get(P1).source().peer()).isEqualTo(ip(2));
    assertThat(plain.routes()).isEmpty();
    fresh.announce(path(65001, 1, 2, 3), P1);
    us.settle();
    assertThat(us.best.get(P1).source().peer()).isEqualTo(ip(3));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rfc8538AnEndThatIsMeantIsAHardResetWhereRoutesWouldStayOtherwise(boolean n) {
    ScriptedPeer peer = us.scripted(2, 65000).offering(restart(n));
    us.established(peer, config(2, 65000).gracefulRestart(Duration.ofSeconds(9)).build());
    NotificationMessage reset =
        NotificationMessage.shutdown(CeaseSubcode.ADMINISTRATIVE_RESET, "test");
    us.speaker.reset(ip(2), "test");
    us.settle();
    assertThat(peer.notification()).hasValue(n ? reset.asHardReset() : reset);
    us.pass(5);
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
    us.speaker.removePeer(ip(2));
    us.settle();
    NotificationMessage gone = NotificationMessage.cease(CeaseSubcode.PEER_DECONFIGURED);
    assertThat(peer.notification()).hasValue(n ? gone.asHardReset() : gone);
  }

  @Test
  void aChangeOfConfigurationIsNoneSoftOrHard() {
    PeerConfig config = config(2, 65000).build();
    assertThat(config.to(config(2, 65000).build())).isEqualTo(PeerConfig.Change.NONE);
    for (PeerConfigBuilder soft :
        List.of(
            config(2, 65000).importPolicy(Policy.REJECT_ALL),
            config(2, 65000).exportPolicy(Policy.REJECT_ALL),
            config(2, 65000).maximumPrefixes(7),
            config(2, 65000).maximumPrefixes(7, Duration.ofMinutes(1)),
            config(2, 65000).allowOwnAs(1),
            config(2, 65000).enforceFirstAs(false),
            config(2, 65000).bfd(BfdConfig.DEFAULT),
            config(2, 65000).export(new ExportTarget.Options(true, false, false, false)))) {
      assertThat(config.to(soft.build())).isEqualTo(PeerConfig.Change.SOFT);
    }
    for (PeerConfigBuilder hard :
        List.of(
            config(2, 65001),
            config(2, 65000).port(1179),
            config(2, 65000).password(Secret.of("x")),
            config(2, 65000).ttl(7),
            config(2, 65000).gtsm(1),
            config(2, 65000).passive(true),
            config(2, 65000).holdTime(Duration.ofSeconds(30)),
            config(2, 65000).ipv6(false),
            config(2, 65000).gracefulRestart(Duration.ofSeconds(30)),
            config(2, 65000).longLived(Duration.ofSeconds(30)),
            config(2, 65000).addPath(true, false),
            config(2, 65000).role(io.kuberouter.bgp.number.Role.PEER),
            config(2, 65000).client(true),
            config(2, 65000).localAsn(7))) {
      assertThat(config.to(hard.build())).isEqualTo(PeerConfig.Change.HARD);
    }
    ScriptedPeer peer = us.established(us.scripted(2, 65000), config);
    us.speaker.addPeer(config(2, 65000).build());
    us.speaker.addPeer(config(2, 65000).allowOwnAs(1).build());
    us.settle();
    assertThat(peer.notification()).isEmpty();
    us.speaker.addPeer(config(2, 65000).holdTime(Duration.ofSeconds(30)).build());
    us.settle();
    assertThat(peer.notification())
        .hasValue(NotificationMessage.cease(CeaseSubcode.OTHER_CONFIGURATION_CHANGE));
    us.pass(5);
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void aPasswordIsInNoEventStatusConfigurationOrError() {
    String marker = "s3cr3t-marker";
    PeerConfig config = config(2, 65000).password(Secret.of(marker)).build();
    ScriptedPeer peer = us.established(us.scripted(2, 65000), config);
    peer.announce(path(65000), P1, P2);
    peer.say(new NotificationMessage(6, 4));
    us.settle();
    us.speaker.addPeer(config.change().holdTime(Duration.ofSeconds(30)).build());
    us.speaker.reset(ip(2), "again");
    us.pass(5);
    StringBuilder all = new StringBuilder();
    all.append(config).append(config.transport()).append(config.change().build());
    all.append(us.status(ip(2))).append(us.status(ip(2)).sentence()).append(us.events);
    all.append(peer.heard()).append(us.best);
    try {
      Secret.of("\u0000".repeat(200) + marker);
    } catch (IllegalArgumentException e) {
      all.append(e);
    }
    assertThat(all.toString()).doesNotContain(marker).contains("65000");
  }
}
