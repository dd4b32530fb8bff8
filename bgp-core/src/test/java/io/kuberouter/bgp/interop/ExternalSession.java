package io.kuberouter.bgp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.Communities;
import io.kuberouter.bgp.attribute.ExtendedCommunities;
import io.kuberouter.bgp.attribute.LargeCommunities;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.interop.PeerSetup.Option;
import io.kuberouter.bgp.message.SessionParameters;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Community;
import io.kuberouter.bgp.number.ExtendedCommunity;
import io.kuberouter.bgp.number.LargeCommunity;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.rib.Route;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Neighbours in two ASes above 65535, both families over one session. */
record ExternalSession(boolean six) implements Scenario {

  private static final long OUR_AS = 4_200_000_001L;
  private static final long THEIR_AS = 4_200_000_002L;
  private static final String OUR_4 = Samples.ours(false);
  private static final String OUR_6 = Samples.ours(true);
  private static final String OUR_LARGE = "192.0.2.0/24";

  /** Communities that fill more than 4096 octets. */
  private static final List<String> MANY =
      IntStream.range(1, 1201).mapToObj(i -> "64999:" + i).toList();

  private static final Announced THEIR_4 =
      new Announced(
          Prefix.parse("198.51.100.0/24"),
          List.of("65001:1", "65001:2"),
          List.of("65001:100"),
          List.of("4200000002:1:2", "4200000002:3:4"));
  private static final Announced THEIR_6 = Samples.theirs(true);
  private static final Announced THEIR_LARGE =
      new Announced(Prefix.parse("198.18.0.0/24"), MANY, List.of(), List.of());

  @Override
  public Set<Feature> features() {
    return Set.of(
        six ? Feature.IPV6_OVER_V6 : Feature.IPV4_OVER_V4,
        Feature.BOTH_FAMILIES,
        Feature.FOUR_OCTET_AS,
        Feature.EBGP,
        Feature.COMMUNITIES,
        Feature.EXTENDED_COMMUNITIES,
        Feature.LARGE_COMMUNITIES,
        Feature.EXTENDED_MESSAGES,
        Feature.WE_ASK_AGAIN,
        Feature.IT_ASKS_AGAIN,
        Feature.WITHDRAWAL);
  }

  @Override
  public void run(Bench bench) throws Exception {
    boolean large = bench.supports(Feature.EXTENDED_MESSAGES);
    Set<Option> options =
        Set.of(Option.IPV4, Option.IPV6, Option.GRACEFUL_RESTART, Option.EXTENDED_MESSAGES);
    PeerSetup setup =
        large
            ? bench.setup(OUR_AS, THEIR_AS, six, options, THEIR_4, THEIR_6, THEIR_LARGE)
            : bench.setup(OUR_AS, THEIR_AS, six, options, THEIR_4, THEIR_6);
    BgpDaemon daemon = bench.start(setup);
    OurSpeaker us = bench.connected(setup, daemon);
    us.announce(OUR_4, attributes(bench.link().ours(false)));
    us.announce(OUR_6, bench.link().ours(true));
    Session session = new Session(us, daemon, setup);

    bench.check(
        six ? Feature.IPV6_OVER_V6 : Feature.IPV4_OVER_V4,
        () -> session.hasRoutes(six ? THEIR_6 : THEIR_4, six ? OUR_6 : OUR_4));
    bench.check(
        Feature.BOTH_FAMILIES,
        () -> {
          session.hasRoutes(THEIR_4, OUR_4);
          session.hasRoutes(THEIR_6, OUR_6);
          assertThat(session.agreed().families())
              .containsExactlyInAnyOrder(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST);
        });
    bench.check(Feature.EBGP, () -> paths(session));
    bench.check(
        Feature.FOUR_OCTET_AS,
        () -> {
          assertThat(session.agreed().fourOctetAs()).isTrue();
          paths(session);
        });
    communities(bench, session);
    NextHop nextHop = new NextHop(bench.link().ours(false));
    bench.check(Feature.EXTENDED_MESSAGES, () -> longMessages(session, nextHop));
    bench.check(Feature.IT_ASKS_AGAIN, session::itAsksAgain);
    bench.check(Feature.WE_ASK_AGAIN, session::weAskAgain);
    bench.check(Feature.WITHDRAWAL, () -> session.withdrawsBothWays(THEIR_4, OUR_4));
  }

  private static PathAttributes attributes(InetAddress nextHop) {
    return PathAttributes.of(
        Origin.IGP,
        AsPath.EMPTY,
        new NextHop(nextHop),
        new Communities(List.of(Community.of(64512, 1), Community.of(64512, 2))),
        new ExtendedCommunities(List.of(ExtendedCommunity.routeTarget(64512, 100))),
        new LargeCommunities(
            List.of(LargeCommunity.parse("4200000001:1:2"), LargeCommunity.parse("64512:3:4"))));
  }

  private static void paths(Session session) throws Exception {
    assertThat(session.ours(OUR_4).asPath()).isEqualTo(String.valueOf(OUR_AS));
    Route theirs = session.theirs(THEIR_4);
    assertThat(theirs.attributes().asPath()).isEqualTo(AsPath.EMPTY.prepend(THEIR_AS));
    assertThat(theirs.attributes().localPref()).isEmpty();
  }

  private static void communities(Bench bench, Session session) {
    bench.check(
        Feature.COMMUNITIES,
        () -> {
          assertThat(session.ours(OUR_4).communities()).containsExactly("64512:1", "64512:2");
          assertThat(session.theirs(THEIR_4).attributes().communities())
              .extracting(Community::toString)
              .containsExactlyElementsOf(THEIR_4.communities());
        });
    bench.check(
        Feature.EXTENDED_COMMUNITIES,
        () -> {
          assertThat(session.ours(OUR_4).extended()).containsExactly("64512:100");
          assertThat(session.theirs(THEIR_4).attributes().extendedCommunities())
              .containsExactly(ExtendedCommunity.routeTarget(65001, 100));
        });
    bench.check(
        Feature.LARGE_COMMUNITIES,
        () -> {
          assertThat(session.ours(OUR_4).large())
              .containsExactlyInAnyOrder("4200000001:1:2", "64512:3:4");
          assertThat(session.theirs(THEIR_4).attributes().largeCommunities())
              .extracting(LargeCommunity::toString)
              .containsExactlyElementsOf(THEIR_4.large());
        });
  }

  /** Routes whose attributes alone are longer than 4096 octets. */
  private static void longMessages(Session session, NextHop nextHop) throws Exception {
    assertThat(session.agreed().largestMessage()).isEqualTo(SessionParameters.EXTENDED_LIMIT);
    List<Community> many = MANY.stream().map(Community::parse).toList();
    session
        .us()
        .announce(
            OUR_LARGE, PathAttributes.of(Origin.IGP, AsPath.EMPTY, nextHop, new Communities(many)));
    session.ours(OUR_LARGE);
    assertThat(session.daemon().hasCommunities(Prefix.parse(OUR_LARGE), MANY)).isTrue();
    assertThat(session.theirs(THEIR_LARGE).attributes().communities())
        .containsExactlyInAnyOrderElementsOf(many);
  }
}
