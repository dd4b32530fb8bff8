package io.kuberouter.bgp.session;

import static io.kuberouter.bgp.session.VirtualSpeaker.config;
import static io.kuberouter.bgp.session.VirtualSpeaker.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.ClusterList;
import io.kuberouter.bgp.attribute.Communities;
import io.kuberouter.bgp.attribute.LocalPref;
import io.kuberouter.bgp.attribute.MultiExitDisc;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.OnlyToCustomer;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.OriginatorId;
import io.kuberouter.bgp.attribute.PathAttribute;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.attribute.UnknownAttribute;
import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.message.AddPathCapability;
import io.kuberouter.bgp.message.EnhancedRouteRefreshCapability;
import io.kuberouter.bgp.message.ExtendedMessageCapability;
import io.kuberouter.bgp.message.GracefulRestartCapability;
import io.kuberouter.bgp.message.LongLivedGracefulRestartCapability;
import io.kuberouter.bgp.message.NotificationMessage;
import io.kuberouter.bgp.message.RoleCapability;
import io.kuberouter.bgp.message.RouteRefreshMessage;
import io.kuberouter.bgp.message.UpdateMessage;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.CeaseSubcode;
import io.kuberouter.bgp.number.Community;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.OctetString;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.number.Role;
import io.kuberouter.bgp.policy.Condition;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.policy.PolicyAction;
import io.kuberouter.bgp.policy.PrefixSet;
import io.kuberouter.bgp.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of routes between sessions, in virtual time. */
class RoutesTest {

  private static final Prefix P1 = Prefix.parse("10.1.0.0/24");
  private static final Prefix P2 = Prefix.parse("10.2.0.0/24");
  private static final Prefix P3 = Prefix.parse("10.3.0.0/24");
  private static final Prefix P6 = Prefix.parse("2001:db8:1::/48");
  private static final NextHop HOP = new NextHop(ip(77));

  private final VirtualSpeaker us = new VirtualSpeaker();

  private static PathAttributes path(PathAttribute... more) {
    PathAttributes all = PathAttributes.of(Origin.IGP, AsPath.sequence(65000), HOP);
    for (PathAttribute attribute : more) {
      all = all.with(attribute);
    }
    return all;
  }

  @Test
  void routesGoFromOneNeighbourToAllOthersAndAreWithdrawn() {
    ScriptedPeer from = us.established(2, 65000);
    ScriptedPeer external = us.established(3, 65001);
    ScriptedPeer internal = us.established(4, 64512);
    PathAttributes told =
        path(
            new MultiExitDisc(7),
            new UnknownAttribute(0xc0, 99, OctetString.parseHex("01")),
            new UnknownAttribute(0x80, 98, OctetString.parseHex("01")));
    from.announce(told, P1, P2);
    us.settle();
    UnknownAttribute partial = new UnknownAttribute(0xe0, 99, OctetString.parseHex("01"));
    // RFC 4271 sections 5.1.2 to 5.1.5
    assertThat(external.routes().get(P1))
        .isEqualTo(
            PathAttributes.of(
                Origin.IGP,
                AsPath.sequence(64512, 65000),
                new NextHop(VirtualSpeaker.US),
                partial));
    assertThat(internal.routes().get(P1))
        .isEqualTo(
            PathAttributes.of(
                Origin.IGP,
                AsPath.sequence(65000),
                HOP,
                new MultiExitDisc(7),
                LocalPref.DEFAULT,
                partial));
    assertThat(from.routes()).isEmpty();
    assertThat(external.heard(UpdateMessage.class)).hasSize(3); // both at once, two end-of-RIB
    from.withdraw(P1);
    us.settle();
    assertThat(external.routes()).containsOnlyKeys(P2);
    from.hangUp();
    us.settle();
    assertThat(external.routes()).isEmpty();
    assertThat(us.best).isEmpty();
  }

  @Test
  void ipv6RoutesGoOverAnIpv4Session() {
    ScriptedPeer from = us.established(2, 64512);
    ScriptedPeer to = us.established(3, 65001);
    from.announce(
        PathAttributes.of(
            Origin.IGP,
            AsPath.EMPTY,
            new NextHop(IpAddresses.parse("2001:db8::2")),
            LocalPref.DEFAULT),
        P6);
    us.settle();
    assertThat(us.best.get(P6).nextHop()).hasValue(IpAddresses.parse("2001:db8::2"));
    assertThat(to.routes().get(P6).nextHop())
        .hasValue(new NextHop(IpAddresses.parse("2001:db8::2"))); // we have no IPv6 address
  }

  @Test
  void theEndOfRibFollowsTheRoutes() {
    us.speaker.announce(P1, VirtualSpeaker.US);
    ScriptedPeer peer = us.established(2, 65000);
    List<UpdateMessage> updates = peer.heard(UpdateMessage.class);
    assertThat(updates).hasSize(3);
    assertThat(updates.get(0).announced().prefixes()).containsExactly(P1);
    assertThat(updates.get(1).endOfRib()).hasValue(AddressFamily.IPV4_UNICAST);
    assertThat(updates.get(2).endOfRib()).hasValue(AddressFamily.IPV6_UNICAST);
  }

  @Test
  void rfc8212WithoutAPolicyAnExternalNeighbourExchangesNothing() {
    us.speaker.announce(P1, VirtualSpeaker.US);
    ScriptedPeer external = us.scripted(2, 65000);
    us.established(external, PeerConfig.builder(ip(2), 65000).build());
    ScriptedPeer internal = us.scripted(3, 64512);
    us.established(internal, PeerConfig.builder(ip(3), 64512).build());
    external.announce(ip(2), P2);
    us.settle();
    assertThat(external.routes()).isEmpty();
    assertThat(internal.routes()).containsOnlyKeys(P1);
    assertThat(us.best).containsOnlyKeys(P1);
  }

  @ParameterizedTest
  @CsvSource({
    "no-advertise, false, false",
    "no-export, true, false",
    "no-export-subconfed, true, false",
    "64512:1, true, true"
  })
  void rfc1997WellKnownCommunitiesAreObeyed(
      String community, boolean toInternal, boolean toExternal) {
    ScriptedPeer from = us.established(2, 65000);
    ScriptedPeer external = us.established(3, 65001);
    ScriptedPeer internal = us.established(4, 64512);
    from.announce(path(new Communities(List.of(Community.parse(community)))), P1);
    us.settle();
    assertThat(us.best).containsOnlyKeys(P1);
    assertThat(internal.routes().containsKey(P1)).isEqualTo(toInternal);
    assertThat(external.routes().containsKey(P1)).isEqualTo(toExternal);
  }

  @Test
  void rfc4456ARouteReflectorReflectsBetweenClientsAndOthers() {
    ScriptedPeer client = us.scripted(2, 64512);
    us.established(client, config(2, 64512).client(true).build());
    ScriptedPeer otherClient = us.scripted(3, 64512);
    us.established(otherClient, config(3, 64512).client(true).build());
    ScriptedPeer plain = us.established(4, 64512);
    ScriptedPeer otherPlain = us.established(5, 64512);
    PathAttributes internal = path().with(LocalPref.DEFAULT);
    client.announce(internal, P1);
    plain.announce(internal, P2);
    us.settle();
    assertThat(otherClient.routes()).containsOnlyKeys(P1, P2);
    assertThat(plain.routes()).containsOnlyKeys(P1);
    assertThat(client.routes()).containsOnlyKeys(P2);
    assertThat(otherPlain.routes()).containsOnlyKeys(P1); // not from one non-client to another
    PathAttributes reflected = plain.routes().get(P1);
    assertThat(reflected.get(AttributeType.ORIGINATOR_ID, OriginatorId.class))
        .hasValue(new OriginatorId(BgpIdentifier.parse("10.0.0.2")));
    assertThat(reflected.get(AttributeType.CLUSTER_LIST, ClusterList.class))
        .hasValue(new ClusterList(List.of(BgpIdentifier.parse("10.0.0.1"))));
    assertThat(reflected.nextHop()).hasValue(HOP);
  }

  @Test
  void loopsAreNotTaken() {
    ScriptedPeer external = us.established(2, 65000);
    ScriptedPeer internal = us.established(3, 64512);
    external.announce(path().with(AsPath.sequence(65000, 64512, 1)), P1);
    external.announce(path().with(AsPath.sequence(1, 65000)), P2); // not its AS first
    internal.announce(
        path().with(new OriginatorId(BgpIdentifier.parse("10.0.0.1"))),
        Prefix.parse("10.3.0.0/24"));
    internal.announce(
        path().with(new ClusterList(List.of(BgpIdentifier.parse("10.0.0.1")))),
        Prefix.parse("10.4.0.0/24"));
    internal.announce(
        path().with(new NextHop(IpAddresses.parse("0.0.0.0"))), Prefix.parse("10.5.0.0/24"));
    us.settle();
    assertThat(us.best).isEmpty();
    assertThat(us.status(ip(2)).received()).isEqualTo(2);
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "0.1.2.3", "224.0.0.1", "255.255.255.255", "10.0.0.1"})
  void rfc4271ARouteWhoseNextHopIsNoOtherHostIsIgnored(String hop) {
    ScriptedPeer peer = us.established(2, 64512);
    peer.announce(path(), P1);
    us.settle();
    assertThat(us.best).containsOnlyKeys(P1);
    peer.announce(path().with(new NextHop(IpAddresses.parse(hop))), P1);
    us.settle();
    assertThat(us.best).isEmpty(); // what was told before is told no more
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"::", "ff02::1"})
  void rfc2545ARouteWhoseNextHopIsNoHostIsIgnored(String hop) {
    ScriptedPeer peer = us.established(2, 64512);
    peer.announce(path().with(new NextHop(IpAddresses.parse(hop))), P6);
    us.settle();
    assertThat(us.best).isEmpty();
    peer.announce(path().with(new NextHop(IpAddresses.parse("fd00::2"))), P6);
    us.settle();
    assertThat(us.best).containsOnlyKeys(P6);
  }

  @Test
  void aPolicyChangeTellsWhatItTouchesAndResetsNothing() {
    ScriptedPeer from = us.established(2, 65000);
    ScriptedPeer to = us.established(3, 65001);
    from.announce(path(), P1, P2);
    us.settle();
    to.forget();
    Policy other =
        Policy.builder()
            .rule(
                "marked",
                Policy.Verdict.ACCEPT,
                List.of(new Condition.InSet(PrefixSet.exactly(List.of(P1)))),
                List.of(
                    new PolicyAction.AddCommunities(List.of(Community.of(64512, 7))),
                    new PolicyAction.Prepend(64512, 2),
                    new PolicyAction.SetMed(5)))
            .otherwiseAccept();
    us.speaker.addPeer(config(3, 65001).exportPolicy(other).build());
    us.settle();
    assertThat(to.heard(UpdateMessage.class)).hasSize(1);
    PathAttributes told = to.routes().get(P1);
    assertThat(to.routes()).containsOnlyKeys(P1);
    assertThat(told.asPath()).isEqualTo(AsPath.sequence(64512, 64512, 64512, 65000));
    assertThat(told.communities()).containsExactly(Community.of(64512, 7));
    assertThat(told.multiExitDisc()).hasValue(5);
    to.forget();
    us.speaker.addPeer(config(3, 65001).exportPolicy(Policy.REJECT_ALL).build());
    us.settle();
    assertThat(to.heard(UpdateMessage.class)).hasSize(1);
    assertThat(to.heard(UpdateMessage.class).get(0).withdrawn().prefixes())
        .containsExactlyInAnyOrder(P1, P2);
    to.forget();
    from.withdraw(P1);
    from.announce(path(), P3);
    us.settle();
    assertThat(to.heard(UpdateMessage.class)).isEmpty();
    us.speaker.addPeer(config(3, 65001).exportPolicy(Policy.ACCEPT_ALL).build());
    us.settle();
    assertThat(to.routes()).containsOnlyKeys(P2, P3);
    assertThat(to.connections()).isEqualTo(1);
    assertThat(us.state(3)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void anImportPolicyChangeNeedsNoRefresh() {
    ScriptedPeer from = us.established(2, 65000);
    from.announce(path(), P1, P2);
    us.settle();
    Policy onlyOne =
        Policy.builder()
            .rule(
                "one",
                Policy.Verdict.ACCEPT,
                List.of(
                    new Condition.InSet(PrefixSet.orLonger(List.of(Prefix.parse("10.1.0.0/16"))))),
                List.of(new PolicyAction.SetLocalPref(300)))
            .otherwiseReject();
    us.speaker.addPeer(config(2, 65000).importPolicy(onlyOne).build());
    us.settle();
    assertThat(us.best).containsOnlyKeys(P1);
    assertThat(us.best.get(P1).attributes().localPref()).hasValue(300);
    us.speaker.addPeer(config(2, 65000).build());
    us.settle();
    assertThat(us.best).containsOnlyKeys(P1, P2);
    assertThat(us.best.get(P1).attributes().localPref()).isEmpty();
    assertThat(from.connections()).isEqualTo(1);
  }

  @Test
  void aPolicyThatLooksOutsideIsAskedAgainAboutOnePrefixAlone() {
    Set<Prefix> refused = new HashSet<>(Set.of(P1));
    Condition ours = new Condition.PrefixIs("not refused", p -> !refused.contains(p));
    Policy policy = Policy.builder().accept("not refused", ours).otherwiseReject();
    ScriptedPeer from =
        us.established(us.scripted(2, 65000), config(2, 65000).importPolicy(policy).build());
    ScriptedPeer to =
        us.established(us.scripted(3, 65001), config(3, 65001).exportPolicy(policy).build());
    from.announce(path(), P1, P2);
    us.settle();
    assertThat(us.best).containsOnlyKeys(P2);
    refused.clear();
    from.forget();
    to.forget();
    us.speaker.reconsider(List.of(P1));
    us.settle();
    assertThat(us.best).containsOnlyKeys(P1, P2);
    assertThat(to.routes()).containsOnlyKeys(P1);
    refused.addAll(List.of(P1, P2));
    to.forget();
    us.speaker.reconsider(List.of(P1, Prefix.parse("10.77.0.0/16")));
    us.settle();
    assertThat(us.best).containsOnlyKeys(P2); // nobody was asked about the other one
    assertThat(to.heard(UpdateMessage.class)).hasSize(1);
    assertThat(from.heard()).isEmpty(); // and no refresh was needed
  }

  @Test
  void rfc2918ARefreshIsAnsweredWithAllRoutes() {
    us.speaker.announce(P1, VirtualSpeaker.US);
    us.speaker.announce(P6, IpAddresses.parse("2001:db8::1"));
    ScriptedPeer peer = us.established(2, 65000);
    peer.forget();
    peer.say(new RouteRefreshMessage(AddressFamily.IPV4_UNICAST, RouteRefreshMessage.REQUEST));
    us.settle();
    assertThat(peer.routes()).containsOnlyKeys(P1);
  }

  @Test
  void rfc7313ARefreshIsMarkedAndWhatIsNotToldAgainGoes() {
    us.speaker.announce(P1, VirtualSpeaker.US);
    ScriptedPeer peer = us.scripted(2, 65000).offering(new EnhancedRouteRefreshCapability());
    us.established(peer, config(2, 65000).build());
    peer.forget();
    peer.say(new RouteRefreshMessage(AddressFamily.IPV4_UNICAST, RouteRefreshMessage.REQUEST));
    us.settle();
    assertThat(peer.heard()).hasSize(3);
    assertThat(peer.heard().get(0))
        .isEqualTo(new RouteRefreshMessage(AddressFamily.IPV4_UNICAST, RouteRefreshMessage.BEGIN));
    assertThat(peer.heard().get(2))
        .isEqualTo(new RouteRefreshMessage(AddressFamily.IPV4_UNICAST, RouteRefreshMessage.END));
    Prefix p3 = Prefix.parse("10.3.0.0/24");
    peer.announce(ip(2), P2, p3);
    us.speaker.refresh(ip(2));
    us.settle();
    peer.say(new RouteRefreshMessage(AddressFamily.IPV4_UNICAST, RouteRefreshMessage.BEGIN));
    peer.announce(ip(2), P2);
    us.settle();
    assertThat(us.best).containsOnlyKeys(P1, P2, p3);
    peer.say(new RouteRefreshMessage(AddressFamily.IPV4_UNICAST, RouteRefreshMessage.END));
    us.settle();
    assertThat(us.best).containsOnlyKeys(P1, P2);
  }

  /** Of a neighbour that did not offer it, and without a begin, the marks mean nothing. */
  @Test
  void rfc7313AnEndWithoutABeginTakesNothingAway() {
    ScriptedPeer plain = us.established(2, 65000);
    plain.announce(ip(2), P1);
    us.settle();
    for (int subtype : List.of(RouteRefreshMessage.BEGIN, RouteRefreshMessage.END)) {
      plain.say(new RouteRefreshMessage(AddressFamily.IPV4_UNICAST, subtype));
    }
    us.settle();
    assertThat(us.best).containsOnlyKeys(P1);
  }

  private ScriptedPeer restarting(int seconds, boolean forwarding, boolean notification) {
    return us.scripted(2, 65000)
        .offering(
            new GracefulRestartCapability(
                false,
                notification,
                seconds,
                List.of(
                    new GracefulRestartCapability.Family(AddressFamily.IPV4_UNICAST, forwarding))));
  }

  private PeerConfig helping() {
    return config(2, 65000).gracefulRestart(Duration.ofSeconds(120)).build();
  }

  @Test
  void rfc4724RoutesStayUntilTheEndOfRibOfTheNeighbourThatIsBack() {
    ScriptedPeer peer = us.established(restarting(100, true, false), helping());
    peer.announce(ip(2), P1, P2);
    peer.announce(
        path().with(new NextHop(IpAddresses.parse("2001:db8::2"))), P6); // not kept: not listed
    us.settle();
    us.network.breakAll();
    us.settle();
    assertThat(us.best).containsOnlyKeys(P1, P2);
    assertThat(us.best.get(P1).stale()).isFalse(); // as it was told before
    us.pass(40);
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
    peer.announce(ip(2), P2);
    us.settle();
    assertThat(us.best).containsOnlyKeys(P1, P2);
    peer.say(UpdateMessage.endOfRib(AddressFamily.IPV4_UNICAST));
    us.settle();
    assertThat(us.best).containsOnlyKeys(P2);
  }

  @Test
  void rfc4724RoutesGoAfterTheRestartTimeOrWhenForwardingWasNotKept() {
    ScriptedPeer peer = us.established(restarting(100, true, false), helping());
    peer.announce(ip(2), P1);
    us.settle();
    us.network.cut(true);
    us.pass(91); // the hold timer: we send a NOTIFICATION, which is meant (no N bit)
    assertThat(us.best).isEmpty();
  }

  @Test
  void rfc4724TheRestartTimeEnds() {
    ScriptedPeer peer = us.established(restarting(100, true, false), helping());
    peer.announce(ip(2), P1);
    us.settle();
    peer.polite(false);
    us.network.breakAll();
    us.pass(99);
    assertThat(us.best).containsOnlyKeys(P1);
    us.pass(2);
    assertThat(us.best).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rfc8538RoutesStayOverANotificationWithTheNBitButNotOverAHardReset(boolean hard) {
    ScriptedPeer peer = us.established(restarting(100, true, true), helping());
    peer.announce(ip(2), P1);
    us.settle();
    NotificationMessage cease = NotificationMessage.cease(CeaseSubcode.ADMINISTRATIVE_RESET);
    peer.say(hard ? cease.asHardReset() : cease);
    us.settle();
    assertThat(us.best.containsKey(P1)).isEqualTo(!hard);
  }

  @Test
  void rfc9494RoutesBecomeALastResortAfterTheRestartTime() {
    PeerConfig helping = helping();
    PeerConfig.Offer o = helping.offer();
    PeerConfig longLived =
        helping
            .change()
            .offer(
                new PeerConfig.Offer(
                    o.families(),
                    o.restartTime(),
                    java.util.Optional.of(Duration.ofHours(1)),
                    o.addPathReceive(),
                    o.addPathSend(),
                    o.extendedMessages(),
                    o.role(),
                    o.strictRole()))
            .build();
    ScriptedPeer peer =
        restarting(10, true, false)
            .offering(
                new LongLivedGracefulRestartCapability(
                    List.of(
                        new LongLivedGracefulRestartCapability.Family(
                            AddressFamily.IPV4_UNICAST, true, 600))));
    us.established(peer, longLived);
    ScriptedPeer other = us.established(3, 65001);
    peer.announce(path(), P1);
    peer.announce(path(new Communities(List.of(Community.parse("no-llgr")))), P2);
    us.settle();
    peer.polite(false);
    us.network.breakAll();
    other.forget();
    us.pass(15);
    assertThat(us.best).containsOnlyKeys(P1);
    assertThat(us.best.get(P1).longLivedStale()).isTrue();
    us.pass(600);
    assertThat(us.best).isEmpty();
  }

  /**
   * RFC 4271 section 9.2: where a route "doesn't fit into the message", the speaker does not
   * advertise it; what was told of it before is not true any more.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rfc8654ARouteThatNoLongerFitsIsWithdrawn(boolean addPath) {
    AddPathCapability both =
        new AddPathCapability(
            List.of(new AddPathCapability.Entry(AddressFamily.IPV4_UNICAST, true, true)));
    ScriptedPeer to = addPath ? us.scripted(4, 64512).offering(both) : us.scripted(4, 64512);
    us.established(to, config(4, 64512).addPath(addPath, addPath).build());
    ScriptedPeer from = us.scripted(2, 65000).offering(new ExtendedMessageCapability());
    us.established(from, config(2, 65000).build());
    from.announce(ip(2), P1, P2);
    us.settle();
    assertThat(to.routes()).containsOnlyKeys(P1, P2);
    List<Community> many = new ArrayList<>();
    for (int i = 0; i < 1100; i++) {
      many.add(new Community(i));
    }
    to.forget();
    from.announce(path().with(new Communities(many)), P1);
    us.settle();
    assertThat(us.best).containsOnlyKeys(P1, P2);
    List<UpdateMessage> updates = to.heard(UpdateMessage.class);
    assertThat(updates).hasSize(1);
    assertThat(updates.get(0).withdrawn().prefixes()).containsExactly(P1);
    to.forget();
    from.announce(ip(2), P1);
    us.settle();
    assertThat(to.heard(UpdateMessage.class).get(0).announced().prefixes()).containsExactly(P1);
    from.withdraw(P1);
    us.settle();
    assertThat(to.heard(UpdateMessage.class)).hasSize(2);
  }

  @Test
  void rfc7911SeveralPathsAreToldAndWithdrawn() {
    AddPathCapability both =
        new AddPathCapability(
            List.of(new AddPathCapability.Entry(AddressFamily.IPV4_UNICAST, true, true)));
    ScriptedPeer to = us.scripted(4, 64512).offering(both);
    us.established(to, config(4, 64512).addPath(true, true).build());
    ScriptedPeer a = us.established(2, 65000);
    ScriptedPeer b = us.established(3, 65001);
    to.forget();
    a.announce(ip(2), P1);
    b.announce(ip(3), P1);
    us.settle();
    List<UpdateMessage> updates = to.heard(UpdateMessage.class);
    assertThat(updates).hasSize(2);
    assertThat(updates.stream().map(u -> u.announced().addPath())).containsOnly(true);
    to.forget();
    a.withdraw(P1);
    us.settle();
    updates = to.heard(UpdateMessage.class);
    assertThat(updates).hasSize(1);
    assertThat(updates.get(0).withdrawn().prefixes()).containsExactly(P1);
  }

  @ParameterizedTest
  @CsvSource({
    // what we are, OTC of the neighbour's route, taken, OTC then
    "PROVIDER, 0, true, 0",
    "PROVIDER, 65000, false, 0",
    "PEER, 65000, true, 65000",
    "PEER, 7, false, 0",
    "PEER, 0, true, 65000",
    "CUSTOMER, 0, true, 65000",
    "CUSTOMER, 7, true, 7"
  })
  void rfc9234ALeakIsNotTaken(Role role, long told, boolean taken, long then) {
    ScriptedPeer peer = us.scripted(2, 65000).offering(new RoleCapability(role.counterpart()));
    us.established(peer, config(2, 65000).role(role).build());
    peer.announce(told == 0 ? path() : path(new OnlyToCustomer(told)), P1);
    us.settle();
    assertThat(us.best.containsKey(P1)).isEqualTo(taken);
    if (taken) {
      assertThat(
              us.best
                  .get(P1)
                  .attributes()
                  .get(AttributeType.ONLY_TO_CUSTOMER, OnlyToCustomer.class)
                  .map(OnlyToCustomer::asn)
                  .orElse(0L))
          .isEqualTo(then);
    }
  }

  @Test
  void rfc7606AMalformedUpdateWithdrawsItsRoutesAndTheSessionStays() {
    ScriptedPeer peer = us.established(2, 65000);
    peer.announce(ip(2), P1);
    us.settle();
    assertThat(us.best).containsOnlyKeys(P1);
    peer.say(
        new UpdateMessage(
            io.kuberouter.bgp.attribute.Nlri.EMPTY,
            PathAttributes.of(AsPath.sequence(65000), HOP), // no ORIGIN
            io.kuberouter.bgp.attribute.Nlri.of(P1)));
    us.settle();
    assertThat(us.best).isEmpty();
    assertThat(us.state(2)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void rfc4724AfterAStartOurRoutesWaitForTheNeighbours() {
    VirtualSpeaker young =
        new VirtualSpeaker(VirtualSpeaker.usual().withRestartDeferral(Duration.ofSeconds(360)));
    young.speaker.announce(P1, VirtualSpeaker.US);
    ScriptedPeer peer =
        young
            .scripted(2, 65000)
            .offering(
                new GracefulRestartCapability(
                    false,
                    false,
                    100,
                    List.of(
                        new GracefulRestartCapability.Family(AddressFamily.IPV4_UNICAST, true))));
    young.established(peer, helping());
    assertThat(peer.routes()).isEmpty();
    peer.say(UpdateMessage.endOfRib(AddressFamily.IPV4_UNICAST));
    peer.say(UpdateMessage.endOfRib(AddressFamily.IPV6_UNICAST));
    young.settle();
    assertThat(peer.routes()).containsOnlyKeys(P1);
  }

  @Test
  void aNeighbourThatIsNotThereDelaysAStartForTenSecondsOnly() {
    VirtualSpeaker young =
        new VirtualSpeaker(VirtualSpeaker.usual().withRestartDeferral(Duration.ofSeconds(360)));
    young.speaker.announce(P1, VirtualSpeaker.US);
    young.speaker.addPeer(config(9, 65009).gracefulRestart(Duration.ofSeconds(120)).build());
    ScriptedPeer peer = young.established(young.scripted(2, 65000), helping());
    young.pass(8);
    assertThat(peer.routes()).isEmpty();
    young.pass(4);
    assertThat(peer.routes()).containsOnlyKeys(P1);
  }

  @Test
  void aListenerThatIsNotReadyHearsTheLatestLater() {
    ScriptedPeer peer = us.established(2, 65000);
    for (int i = 0; i < 3; i++) {
      peer.announce(path(new MultiExitDisc(i)), P1);
    }
    us.settle();
    long told = us.events.stream().filter(SpeakerEvent.BestRouteChanged.class::isInstance).count();
    assertThat(told).isBetween(1L, 3L);
    assertThat(us.best.get(P1).attributes().multiExitDisc()).hasValue(2);
  }
}
