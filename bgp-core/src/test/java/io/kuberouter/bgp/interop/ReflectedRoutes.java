package io.kuberouter.bgp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.attribute.AsPath;
import io.kuberouter.bgp.attribute.ClusterList;
import io.kuberouter.bgp.attribute.MultiExitDisc;
import io.kuberouter.bgp.attribute.NextHop;
import io.kuberouter.bgp.attribute.Origin;
import io.kuberouter.bgp.attribute.OriginatorId;
import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.interop.PeerSetup.Neighbour;
import io.kuberouter.bgp.interop.PeerSetup.Option;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.AttributeType;
import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.policy.Condition;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.policy.PrefixSet;
import io.kuberouter.bgp.rib.Route;
import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.bgp.session.PeerConfigBuilder;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/**
 * One AS: the daemon and the speaker under test are each other's client, and two more speakers of
 * ours are clients of both. Those tell one prefix to the daemon alone and one to the speaker alone:
 * so each of the two learns of two paths by way of the other.
 */
final class ReflectedRoutes implements Scenario {

  private static final long AS = 64_512;
  private static final String TOLD_TO_IT = "198.51.100.0/24";
  private static final String TOLD_TO_US = "203.0.113.0/24";

  @Override
  public Set<Feature> features() {
    return Set.of(Feature.WE_REFLECT, Feature.IT_REFLECTS, Feature.ADD_PATH);
  }

  @Override
  public void run(Bench bench) throws Exception {
    Announced[] routes =
        bench.supports(Feature.IT_REFLECTS)
            ? new Announced[0]
            : new Announced[] {Announced.plain(TOLD_TO_IT)};
    PeerSetup setup =
        bench
            .setup(AS, AS, false, Set.of(Option.IPV4, Option.ADD_PATH, Option.REFLECTOR), routes)
            .withNeighbours(
                List.of(
                    new Neighbour(bench.link().ours(false), AS),
                    new Neighbour(bench.link().further(0, false), AS),
                    new Neighbour(bench.link().further(1, false), AS)));
    BgpDaemon daemon = bench.start(setup);
    OurSpeaker us = bench.connected(setup, daemon);
    for (int which : new int[] {1, 2}) {
      InetAddress address = setup.neighbours().get(which).address();
      us.add(internal(address, setup.neighbours().get(0).address()).client(true));
      OurSpeaker further = bench.speaker(setup, which);
      tell(further, setup, which);
      bench.awaitSession(further, daemon, address);
    }
    Session session = new Session(us, daemon, setup);
    bench.check(Feature.WE_REFLECT, () -> weReflect(session));
    bench.check(Feature.IT_REFLECTS, () -> itReflects(session));
    bench.check(Feature.ADD_PATH, () -> severalPaths(session));
  }

  private static PeerConfigBuilder internal(InetAddress peer, InetAddress own) {
    return PeerConfig.builder(peer, AS).localAddress(own).ipv6(false);
  }

  private static Policy only(String prefix) {
    return Policy.builder()
        .accept("it", new Condition.InSet(PrefixSet.exactly(List.of(Prefix.parse(prefix)))))
        .otherwiseReject();
  }

  private static void tell(OurSpeaker further, PeerSetup setup, int which) {
    InetAddress own = setup.neighbours().get(which).address();
    InetAddress us = setup.neighbours().get(0).address();
    further.add(internal(us, own).exportPolicy(only(TOLD_TO_US)));
    further.add(internal(setup.own(), own).exportPolicy(only(TOLD_TO_IT)));
    PathAttributes attributes =
        PathAttributes.of(
            Origin.IGP, AsPath.EMPTY, new NextHop(own), new MultiExitDisc(10L * which));
    further.announce(TOLD_TO_IT, attributes);
    further.announce(TOLD_TO_US, attributes);
  }

  private static void weReflect(Session session) throws Exception {
    SeenRoute route = session.ours(TOLD_TO_US);
    assertThat(route.originator()).isIn("10.18.1.2", "10.18.1.3");
    // OpenBGPD shows its own before it already
    assertThat(route.clusters().replace(PeerSetup.IDENTIFIER + " ", "")).isEqualTo("10.18.1.1");
    assertThat(route.asPath()).isEmpty();
  }

  private static void itReflects(Session session) throws Exception {
    Route route = session.theirs(Announced.plain(TOLD_TO_IT));
    assertThat(route.attributes().get(AttributeType.ORIGINATOR_ID, OriginatorId.class))
        .map(o -> o.value().toString())
        .hasValueSatisfying(o -> assertThat(o).isIn("10.18.1.2", "10.18.1.3"));
    assertThat(route.attributes().get(AttributeType.CLUSTER_LIST, ClusterList.class))
        .hasValue(
            new ClusterList(
                List.of(BgpIdentifier.of(InetAddress.getByName(PeerSetup.IDENTIFIER)))));
  }

  private static void severalPaths(Session session) throws Exception {
    assertThat(session.agreed().addPathReceive()).contains(AddressFamily.IPV4_UNICAST);
    assertThat(session.agreed().addPathSend()).contains(AddressFamily.IPV4_UNICAST);
    Prefix ours = Prefix.parse(TOLD_TO_US);
    Await.until("it has both paths", () -> session.daemon().routes(ours).size() == 2);
    assertThat(session.daemon().routes(ours))
        .extracting(SeenRoute::nextHop)
        .containsExactlyInAnyOrder(furtherAddresses(session));
    Await.until("we have both paths", () -> session.us().routes(TOLD_TO_IT).size() == 2);
    List<Route> theirs = session.us().routes(TOLD_TO_IT);
    assertThat(theirs)
        .extracting(r -> r.nextHop().orElseThrow().getHostAddress())
        .containsExactlyInAnyOrder(furtherAddresses(session));
    assertThat(theirs).extracting(Route::pathId).doesNotHaveDuplicates();
  }

  private static String[] furtherAddresses(Session session) {
    return session.setup().neighbours().stream()
        .skip(1)
        .map(n -> n.address().getHostAddress())
        .toArray(String[]::new);
  }
}
