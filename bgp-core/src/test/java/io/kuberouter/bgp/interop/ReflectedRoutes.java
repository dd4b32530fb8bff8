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
import io.kuberouter.bgp.number.IpAddresses;
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
record ReflectedRoutes(boolean six) implements Scenario {

  private static final long AS = 64_512;

  @Override
  public Set<Feature> features() {
    return Set.of(Feature.WE_REFLECT, Feature.IT_REFLECTS, Feature.ADD_PATH);
  }

  @Override
  public void run(Bench bench) throws Exception {
    Announced[] routes =
        bench.supports(Feature.IT_REFLECTS)
            ? new Announced[0]
            : new Announced[] {Samples.theirs(six)};
    PeerSetup setup =
        bench
            .setup(
                AS, AS, six, Set.of(Samples.family(six), Option.ADD_PATH, Option.REFLECTOR), routes)
            .withNeighbours(
                List.of(
                    new Neighbour(bench.link().ours(six), AS),
                    new Neighbour(bench.link().further(0, six), AS),
                    new Neighbour(bench.link().further(1, six), AS)));
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

  private String toldToIt() {
    return Samples.theirs(six).prefix().toString();
  }

  private String toldToUs() {
    return Samples.ours(six);
  }

  private PeerConfigBuilder internal(InetAddress peer, InetAddress own) {
    return PeerConfig.builder(peer, AS).localAddress(own).ipv4(!six).ipv6(six);
  }

  private static Policy only(String prefix) {
    return Policy.builder()
        .accept("it", new Condition.InSet(PrefixSet.exactly(List.of(Prefix.parse(prefix)))))
        .otherwiseReject();
  }

  private void tell(OurSpeaker further, PeerSetup setup, int which) {
    InetAddress own = setup.neighbours().get(which).address();
    InetAddress us = setup.neighbours().get(0).address();
    further.add(internal(us, own).exportPolicy(only(toldToUs())));
    further.add(internal(setup.own(), own).exportPolicy(only(toldToIt())));
    PathAttributes attributes =
        PathAttributes.of(
            Origin.IGP, AsPath.EMPTY, new NextHop(own), new MultiExitDisc(10L * which));
    further.announce(toldToIt(), attributes);
    further.announce(toldToUs(), attributes);
  }

  private void weReflect(Session session) throws Exception {
    SeenRoute route = session.ours(toldToUs());
    assertThat(route.originator()).isIn("10.18.1.2", "10.18.1.3");
    // OpenBGPD shows its own before it already
    assertThat(route.clusters().replace(PeerSetup.IDENTIFIER + " ", "")).isEqualTo("10.18.1.1");
    assertThat(route.asPath()).isEmpty();
  }

  private void itReflects(Session session) throws Exception {
    Route route = session.theirs(Samples.theirs(six));
    assertThat(route.attributes().get(AttributeType.ORIGINATOR_ID, OriginatorId.class))
        .map(o -> o.value().toString())
        .hasValueSatisfying(o -> assertThat(o).isIn("10.18.1.2", "10.18.1.3"));
    assertThat(route.attributes().get(AttributeType.CLUSTER_LIST, ClusterList.class))
        .hasValue(
            new ClusterList(
                List.of(BgpIdentifier.of(InetAddress.getByName(PeerSetup.IDENTIFIER)))));
  }

  private void severalPaths(Session session) throws Exception {
    AddressFamily family = six ? AddressFamily.IPV6_UNICAST : AddressFamily.IPV4_UNICAST;
    assertThat(session.agreed().addPathReceive()).contains(family);
    assertThat(session.agreed().addPathSend()).contains(family);
    Prefix ours = Prefix.parse(toldToUs());
    Await.until("it has both paths", () -> session.daemon().routes(ours).size() == 2);
    assertThat(session.daemon().routes(ours))
        .extracting(route -> IpAddresses.parse(route.nextHop()))
        .containsExactlyInAnyOrder(furtherAddresses(session));
    Await.until("we have both paths", () -> session.us().routes(toldToIt()).size() == 2);
    List<Route> theirs = session.us().routes(toldToIt());
    assertThat(theirs)
        .extracting(r -> r.nextHop().orElseThrow())
        .containsExactlyInAnyOrder(furtherAddresses(session));
    assertThat(theirs).extracting(Route::pathId).doesNotHaveDuplicates();
  }

  private static InetAddress[] furtherAddresses(Session session) {
    return session.setup().neighbours().stream()
        .skip(1)
        .map(Neighbour::address)
        .toArray(InetAddress[]::new);
  }
}
