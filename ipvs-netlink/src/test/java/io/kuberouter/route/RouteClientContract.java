package io.kuberouter.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.ipvs.Addresses;
import io.kuberouter.netlink.Eventually;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.Octets;
import io.kuberouter.route.client.RouteClient;
import io.kuberouter.route.client.RouteEvents;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the fake and for the kernel. */
abstract class RouteClientContract {

  static final int ENOENT = 2;
  static final int ESRCH = 3;
  static final int ENXIO = 6;
  static final int EEXIST = 17;
  static final int ENODEV = 19;
  static final int EINVAL = 22;
  static final int ERANGE = 34;
  static final int EOPNOTSUPP = 95;
  static final int EADDRNOTAVAIL = 99;
  static final int ENETUNREACH = 101;
  static final int EHOSTUNREACH = 113;

  /** What a test does in an empty namespace, whose loopback is up. */
  interface Body {
    void run(RouteClient client) throws Exception;
  }

  abstract void with(Body body) throws Exception;

  /** {@return what the namespace of the running test tells} */
  abstract RouteEvents events(RouteClient client, Set<RouteGroup> groups) throws Exception;

  static InetAddress address(String text) {
    try {
      byte[] bytes = InetAddress.getByName(text).getAddress();
      return bytes.length == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** Makes changes; returns an error number for each, 0 for success. */
  static List<Integer> errnos(RouteClient client, RouteChange... changes) throws Exception {
    return client.apply(Arrays.asList(changes)).stream()
        .map(result -> result.map(KernelException::errno).orElse(0))
        .toList();
  }

  static void all(RouteClient client, RouteChange... changes) throws Exception {
    assertThat(client.apply(Arrays.asList(changes))).allMatch(Optional::isEmpty);
  }

  static RouteChange add(String name, LinkKind kind) {
    return new RouteChange.AddLink(name, kind, LinkSettings.UP);
  }

  /** A bridge that is up and has an address of each family. */
  static int bridge(RouteClient client) throws Exception {
    all(client, add("br0", new LinkKind.Bridge()));
    int index = client.link("br0").orElseThrow().index();
    all(
        client,
        new RouteChange.AddAddress(new InterfaceAddress(index, address("10.99.0.1"), 24, 0)),
        new RouteChange.AddAddress(new InterfaceAddress(index, address("fd99::1"), 64, 0)));
    return index;
  }

  private static List<InterfaceAddress> addresses(RouteClient client, int link) throws Exception {
    return client.addresses(link).stream()
        .map(ObservedAddress::address)
        .filter(a -> !a.address().isLinkLocalAddress())
        .toList();
  }

  @Test
  void aLinkIsMadeChangedReadAndRemoved() throws Exception {
    with(
        client -> {
          LinkKind bridge = new LinkKind.Bridge();
          all(
              client,
              new RouteChange.AddLink("br0", bridge, LinkSettings.NONE.mtu(1400)),
              new RouteChange.AddLink("br1", bridge, LinkSettings.UP));
          Link br0 = client.link("br0").orElseThrow();
          assertThat(br0.kind()).isEqualTo(bridge);
          assertThat(br0.mtu()).isEqualTo(1400);
          assertThat(br0.up()).isFalse();
          assertThat(client.link("br1").orElseThrow().up()).isTrue();
          assertThat(client.links()).extracting(Link::name).contains("lo", "br0", "br1");
          assertThat(client.link("br2")).isEmpty();
          assertThat(errnos(client, new RouteChange.AddLink("br0", bridge, LinkSettings.NONE)))
              .containsExactly(EEXIST);
          Octets mac = Octets.parse("02:00:00:00:00:01");
          all(
              client,
              new RouteChange.SetLink("br0", LinkSettings.UP.mtu(1280).hardwareAddress(mac)));
          br0 = client.link("br0").orElseThrow();
          assertThat(br0.up()).isTrue();
          assertThat(br0.mtu()).isEqualTo(1280);
          assertThat(br0.hardwareAddress()).isEqualTo(mac);
          all(client, new RouteChange.SetLink("br0", LinkSettings.NONE.up(false)));
          assertThat(client.link("br0").orElseThrow().up()).isFalse();
          assertThat(client.link("br0").orElseThrow().mtu()).isEqualTo(1280);
          all(client, new RouteChange.DeleteLink("br0"));
          assertThat(client.link("br0")).isEmpty();
          assertThat(
                  errnos(
                      client,
                      new RouteChange.DeleteLink("br0"),
                      new RouteChange.SetLink("br0", LinkSettings.UP),
                      new RouteChange.SetBridgePort("br0", BridgePort.DEFAULT),
                      new RouteChange.DeleteLink("lo"),
                      new RouteChange.SetLink("br1", LinkSettings.NONE.mtu(20))))
              .containsExactly(ENODEV, ENODEV, ENODEV, EOPNOTSUPP, EINVAL);
        });
  }

  @Test
  void aKindThatTheKernelDoesNotHaveIsNotSupported() throws Exception {
    with(
        client -> {
          List<Optional<KernelException>> results =
              client.apply(
                  List.of(
                      add("a", new LinkKind.Bridge()),
                      add("x", new LinkKind.Other("no-such", Octets.EMPTY)),
                      new RouteChange.DeleteLink("not-there"),
                      add("b", new LinkKind.Bridge())));
          assertThat(results)
              .extracting(Optional::isPresent)
              .containsExactly(false, true, true, false);
          assertThat(results.get(1).get().isNotSupported()).isTrue();
          assertThat(results.get(1).get())
              .hasMessageContaining("ip link add x up type no-such: EOPNOTSUPP");
          assertThat(results.get(2).get().isNotFound()).isTrue();
          assertThat(client.link("a")).isPresent();
          assertThat(client.link("b")).isPresent();
        });
  }

  @Test
  void aPairHasTwoEndsAndGoesWithEither() throws Exception {
    with(
        client -> {
          LinkKind veth = new LinkKind.Veth("eth0", Optional.empty());
          all(client, new RouteChange.AddLink("veth0", veth, LinkSettings.NONE));
          Link one = client.link("veth0").orElseThrow();
          Link other = client.link("eth0").orElseThrow();
          assertThat(one.lowerIndex()).isEqualTo(other.index());
          assertThat(other.lowerIndex()).isEqualTo(one.index());
          assertThat(one.kind()).isEqualTo(new LinkKind.Veth("", Optional.empty()));
          assertThat(client.links(LinkFilter.ALL.kind("veth")))
              .extracting(Link::name)
              .containsExactlyInAnyOrder("veth0", "eth0");
          assertThat(
                  errnos(
                      client,
                      add("veth1", veth),
                      add("eth0", new LinkKind.Veth("v", Optional.empty()))))
              .containsExactly(EEXIST, EEXIST);
          assertThat(client.link("veth1")).isEmpty();
          all(client, new RouteChange.DeleteLink("eth0"));
          assertThat(client.link("veth0")).isEmpty();
        });
  }

  @Test
  void aPortBelongsToABridgeThatTreatsItAsItIsTold() throws Exception {
    with(
        client -> {
          all(
              client,
              add("br0", new LinkKind.Bridge()),
              add("veth0", new LinkKind.Veth("eth0", Optional.empty())));
          int br0 = client.link("br0").orElseThrow().index();
          assertThat(
                  errnos(
                      client,
                      new RouteChange.SetBridgePort("veth0", BridgePort.DEFAULT),
                      new RouteChange.SetLink("veth0", LinkSettings.NONE.master(9999))))
              .containsExactly(EOPNOTSUPP, EINVAL);
          all(client, new RouteChange.SetLink("veth0", LinkSettings.NONE.master(br0)));
          assertThat(client.link("veth0").orElseThrow().bridgePort()).contains(BridgePort.DEFAULT);
          BridgePort port = new BridgePort(true, true, false, false);
          all(client, new RouteChange.SetBridgePort("veth0", port));
          Link veth0 = client.link("veth0").orElseThrow();
          assertThat(veth0.bridgePort()).contains(port);
          assertThat(veth0.masterIndex()).isEqualTo(br0);
          assertThat(client.links(LinkFilter.ALL.master(br0)))
              .extracting(Link::name)
              .containsExactly("veth0");
          assertThat(client.links(LinkFilter.ALL.master(br0).kind("bridge"))).isEmpty();
          all(client, new RouteChange.SetLink("veth0", LinkSettings.NONE.master(0)));
          assertThat(client.link("veth0").orElseThrow().bridgePort()).isEmpty();
          all(
              client,
              new RouteChange.SetLink("veth0", LinkSettings.NONE.master(br0)),
              new RouteChange.DeleteLink("br0"));
          assertThat(client.link("veth0").orElseThrow().masterIndex()).isZero();
        });
  }

  @ParameterizedTest
  @CsvSource({"10.1.0.1, 24, 10.1.0.2", "fd01::1, 64, fd01::2"})
  void anAddressIsAddedReadAndRemoved(String text, int length, String second) throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          InterfaceAddress one = new InterfaceAddress(br0, address(text), length, 0);
          InterfaceAddress two = new InterfaceAddress(br0, address(second), length, 0);
          all(client, new RouteChange.AddAddress(one), new RouteChange.AddAddress(two));
          assertThat(addresses(client, br0)).contains(one, two);
          assertThat(addresses(client, 0)).contains(one, two);
          assertThat(addresses(client, client.link("lo").orElseThrow().index()))
              .doesNotContain(one, two);
          assertThat(
                  errnos(
                      client,
                      new RouteChange.AddAddress(one),
                      new RouteChange.AddAddress(
                          new InterfaceAddress(9999, address(text), length, 0)),
                      new RouteChange.DeleteAddress(
                          new InterfaceAddress(9999, address(text), length, 0))))
              .containsExactly(EEXIST, ENODEV, ENODEV);
          all(client, new RouteChange.DeleteAddress(two));
          assertThat(addresses(client, br0)).contains(one).doesNotContain(two);
          assertThat(errnos(client, new RouteChange.DeleteAddress(two)))
              .containsExactly(EADDRNOTAVAIL);
        });
  }

  @Test
  void anAddressHasScopeFlagsAndPeer() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          InterfaceAddress link = new InterfaceAddress(br0, address("10.96.0.1"), 32, 253);
          InterfaceAddress peer =
              new InterfaceAddress(br0, address("10.97.0.1"), 32, 0).withPeer(address("10.97.0.2"));
          InterfaceAddress quiet =
              new InterfaceAddress(br0, address("fd96::1"), 64, 0)
                  .withFlags(InterfaceAddress.NODAD | InterfaceAddress.NOPREFIXROUTE);
          all(
              client,
              new RouteChange.AddAddress(link),
              new RouteChange.AddAddress(peer),
              new RouteChange.AddAddress(quiet));
          assertThat(addresses(client, br0)).contains(link, peer, quiet);
          assertThat(client.addresses(br0))
              .filteredOn(a -> a.address().equals(quiet))
              .singleElement()
              .satisfies(
                  a -> {
                    assertThat(a.state()).isEqualTo(ObservedAddress.PERMANENT);
                    assertThat(a.validSeconds()).isEqualTo(ObservedAddress.FOREVER);
                  });
        });
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0, 16, 10.99.0.2, 10.99.0.3, 192.0.2.1, 101",
    "fd01::, 32, fd99::2, fd99::3, 2001:db8::1, 113"
  })
  void aRouteIsAddedReplacedReadAndRemoved(
      String network, int length, String gateway, String second, String nowhere, int unreachable)
      throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          Route bare = Route.to(address(network), length).protocol(17).metric(5);
          Route route = bare.via(address(gateway)).dev(br0);
          all(client, new RouteChange.AddRoute(route));
          assertThat(client.routes()).contains(route);
          assertThat(
                  errnos(
                      client,
                      new RouteChange.AddRoute(route),
                      new RouteChange.AddRoute(bare.via(address(nowhere)).table(99)),
                      new RouteChange.AddRoute(bare.dev(9999).table(99))))
              .containsExactly(EEXIST, unreachable, ENODEV);
          Route other = bare.via(address(second)).dev(br0);
          all(client, new RouteChange.ReplaceRoute(other), new RouteChange.ReplaceRoute(other));
          assertThat(client.routes()).contains(other).doesNotContain(route);
          all(
              client,
              new RouteChange.AddRoute(route.metric(6)),
              new RouteChange.AddRoute(route.table(1000)));
          assertThat(client.routes()).contains(other, route.metric(6), route.table(1000));
          all(client, new RouteChange.DeleteRoute(other));
          assertThat(client.routes()).doesNotContain(other).contains(route.metric(6));
          assertThat(errnos(client, new RouteChange.DeleteRoute(other))).containsExactly(ESRCH);
        });
  }

  @Test
  void aRouteWhoseSourceIsNotOursOrWhoseNetworkHasMoreBitsIsRefused() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          Route four = Route.to(address("10.1.0.0"), 16).dev(br0);
          assertThat(
                  errnos(
                      client,
                      new RouteChange.AddRoute(four.src(address("10.99.0.7"))),
                      new RouteChange.AddRoute(
                          Route.to(address("fd01::"), 32).dev(br0).src(address("fd99::7"))),
                      new RouteChange.AddRoute(Route.to(address("10.1.0.1"), 16).dev(br0)),
                      new RouteChange.AddRoute(four.src(address("10.99.0.1")))))
              .containsExactly(EINVAL, EINVAL, EINVAL, 0);
          assertThat(client.routes()).contains(four.src(address("10.99.0.1")));
        });
  }

  @ParameterizedTest
  @CsvSource({"10.1.0.0, 16, 10.99.0., 10.1.2.3", "fd01::, 32, fd99::, fd01::9"})
  void aRouteMayHaveSeveralWays(String network, int length, String gateways, String inside)
      throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          Route route =
              Route.to(address(network), length)
                  .metric(5)
                  .by(
                      List.of(
                          new NextHop(address(gateways + 2), br0, 1),
                          new NextHop(address(gateways + 3), br0, 256)));
          all(client, new RouteChange.AddRoute(route));
          assertThat(client.routes()).contains(route);
          Route match = client.match(address(inside)).orElseThrow();
          assertThat(match.by(route.multipath())).isEqualTo(route);
          assertThat(match.multipath()) // IPv6 begins with the one that it takes
              .containsExactlyInAnyOrderElementsOf(route.multipath());
          all(client, new RouteChange.DeleteRoute(route));
          assertThat(client.routes()).doesNotContain(route);
        });
  }

  @Test
  void aGatewayMayBeTakenToBeOnTheLinkOrBeOfTheOtherFamily() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          Route onlink =
              Route.to(address("10.1.0.0"), 16).via(address("172.16.0.1")).dev(br0).onlink(true);
          Route other = Route.to(address("10.2.0.0"), 16).via(address("fd99::9")).dev(br0);
          Route blackhole = Route.to(address("10.3.0.0"), 16).type(6);
          all(
              client,
              new RouteChange.AddRoute(onlink),
              new RouteChange.AddRoute(other),
              new RouteChange.AddRoute(blackhole));
          assertThat(client.routes()).contains(onlink, other, blackhole);
        });
  }

  @Test
  void aFilterLeavesOutRoutes() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          Route four = Route.to(address("10.1.0.0"), 16).dev(br0).protocol(17).scope(253);
          Route six = Route.to(address("fd01::"), 32).dev(br0).protocol(17).metric(5);
          Route table = four.table(1000);
          all(
              client,
              new RouteChange.AddRoute(four),
              new RouteChange.AddRoute(six),
              new RouteChange.AddRoute(table));
          assertThat(client.routes(RouteFilter.ALL.protocol(17)))
              .containsExactlyInAnyOrder(four, six, table);
          assertThat(client.routes(RouteFilter.ALL.protocol(17).ipv6(true))).containsExactly(six);
          assertThat(client.routes(RouteFilter.ALL.table(1000))).containsExactly(table);
          assertThat(client.routes(RouteFilter.ALL.table(1000).ipv6(true))).isEmpty();
          assertThat(client.routes(RouteFilter.ALL.table(4321))).isEmpty();
          assertThat(client.routes(RouteFilter.ALL.table(4321).ipv6(false))).isEmpty();
          assertThat(client.routes(RouteFilter.ALL.dev(br0).protocol(17)))
              .containsExactlyInAnyOrder(four, six, table);
          assertThat(
                  client.routes(
                      RouteFilter.ALL.dev(client.link("lo").orElseThrow().index()).protocol(17)))
              .isEmpty();
          List<Route> streamed = new ArrayList<>();
          assertThat(client.streamRoutes(RouteFilter.ALL.protocol(17), streamed::add)).isTrue();
          assertThat(streamed).containsExactlyInAnyOrder(four, six, table);
        });
  }

  @Test
  void aDeletionWithoutAMetricTakesTheLowest() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          for (String[] one :
              new String[][] {{"10.7.0.0", "16", "10.99.0.2"}, {"fd07::", "64", "fd99::2"}}) {
            Route any =
                Route.to(address(one[0]), Integer.parseInt(one[1]))
                    .via(address(one[2]))
                    .dev(br0)
                    .protocol(17);
            all(
                client,
                new RouteChange.AddRoute(any.metric(2000)),
                new RouteChange.AddRoute(any.metric(5)),
                new RouteChange.DeleteRoute(any));
            assertThat(client.routes())
                .filteredOn(r -> r.destination().equals(any.destination()))
                .extracting(Route::metric)
                .containsExactly(2000L);
          }
        });
  }

  @Test
  void theRouteThatLeadsToAnAddress() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          Route four =
              Route.to(address("10.0.0.0"), 8).via(address("10.99.0.2")).dev(br0).protocol(17);
          Route six =
              Route.to(address("fd00::"), 8)
                  .via(address("fd99::2"))
                  .dev(br0)
                  .protocol(17)
                  .metric(5);
          all(client, new RouteChange.AddRoute(four), new RouteChange.AddRoute(six));
          assertThat(client.match(address("10.1.2.3"))).contains(four);
          assertThat(client.match(address("fd24::9"))).contains(six);
          for (String local : new String[] {"10.99.0.1", "fd99::1"}) {
            // the kernel adds its own route of an IPv6 address some time after the address
            Eventually.await(() -> client.match(address(local)).map(Route::type).orElse(0) == 2);
            assertThat(client.match(address(local)))
                .hasValueSatisfying(
                    r -> {
                      assertThat(r.type()).isEqualTo(2);
                      assertThat(r.protocol()).isEqualTo(2);
                      assertThat(r.destination()).isEqualTo(address(local));
                    });
          }
          assertThat(client.match(address("192.0.2.1"))).isEmpty();
          assertThat(client.match(address("2001:db8::1"))).isEmpty();
        });
  }

  @Test
  void whatADeviceCarriesGoesWithIt() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          Route route = Route.to(address("10.1.0.0"), 16).via(address("10.99.0.2")).dev(br0);
          all(
              client,
              new RouteChange.AddRoute(route),
              new RouteChange.ReplaceNeighbour(
                  new Neighbour(
                      br0,
                      address("10.99.0.2"),
                      Octets.parse("02:00:00:00:00:02"),
                      Neighbour.PERMANENT,
                      0)));
          all(client, new RouteChange.SetLink("br0", LinkSettings.NONE.up(false)));
          assertThat(client.routes()).doesNotContain(route);
          assertThat(addresses(client, br0))
              .extracting(InterfaceAddress::address)
              .containsExactly(address("10.99.0.1"));
          all(client, new RouteChange.DeleteLink("br0"));
          assertThat(addresses(client, 0))
              .extracting(InterfaceAddress::linkIndex)
              .doesNotContain(br0);
          assertThat(client.neighbours(0)).extracting(Neighbour::linkIndex).doesNotContain(br0);
        });
  }

  @ParameterizedTest
  @CsvSource({"10.99.0.9", "fd99::9"})
  void aNeighbourIsAddedReplacedReadAndRemoved(String text) throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          Neighbour one =
              new Neighbour(
                  br0, address(text), Octets.parse("02:00:00:00:00:09"), Neighbour.PERMANENT, 0);
          Neighbour other =
              new Neighbour(
                  br0, address(text), Octets.parse("02:00:00:00:00:0a"), Neighbour.PERMANENT, 0);
          all(client, new RouteChange.ReplaceNeighbour(one));
          assertThat(client.neighbours(br0)).contains(one);
          all(client, new RouteChange.ReplaceNeighbour(other));
          assertThat(client.neighbours(br0)).contains(other).doesNotContain(one);
          assertThat(client.neighbours(0)).contains(other);
          all(client, new RouteChange.DeleteNeighbour(br0, address(text)));
          assertThat(client.neighbours(br0)).doesNotContain(other);
          assertThat(
                  errnos(
                      client,
                      new RouteChange.DeleteNeighbour(br0, address("10.99.0.77")),
                      new RouteChange.DeleteNeighbour(9999, address(text))))
              .containsExactly(ENOENT, ENODEV);
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRuleIsAddedReadAndRemoved(boolean ipv6) throws Exception {
    with(
        client -> {
          InetAddress network = address(ipv6 ? "fd24::" : "10.244.0.0");
          PolicyRule rule = new PolicyRule(ipv6, 500, Optional.of(network), ipv6 ? 64 : 24, 77);
          PolicyRule marked =
              new PolicyRule(ipv6, 501, Optional.empty(), 0, 1000)
                  .withMark(4, 12)
                  .withInInterface("br0")
                  .withDestination(network, 16);
          all(client, new RouteChange.AddRule(rule), new RouteChange.AddRule(marked));
          assertThat(client.rules()).contains(rule, marked);
          assertThat(rule.looksAtSourceOnly()).isTrue();
          assertThat(marked.looksAtSourceOnly()).isFalse();
          assertThat(errnos(client, new RouteChange.AddRule(rule))).containsExactly(EEXIST);
          all(client, new RouteChange.DeleteRule(rule), new RouteChange.DeleteRule(marked));
          assertThat(client.rules()).doesNotContain(rule, marked);
          assertThat(errnos(client, new RouteChange.DeleteRule(rule))).containsExactly(ENOENT);
          PolicyRule anywhere = new PolicyRule(ipv6, 0, Optional.of(network), ipv6 ? 64 : 24, 78);
          all(client, new RouteChange.AddRule(anywhere));
          assertThat(client.rules())
              .filteredOn(r -> r.table() == 78)
              .extracting(PolicyRule::priority)
              .containsExactly(32765L);
          all(client, new RouteChange.DeleteRule(anywhere));
          assertThat(client.rules())
              .filteredOn(r -> r.ipv6() == ipv6)
              .extracting(PolicyRule::table)
              .contains(254, 255);
        });
  }

  @Test
  void changesAreToldInOrder() throws Exception {
    with(
        client -> {
          try (RouteEvents events =
              events(
                  client,
                  Set.of(
                      RouteGroup.LINK,
                      RouteGroup.IPV4_ADDRESS,
                      RouteGroup.IPV4_ROUTE,
                      RouteGroup.IPV4_RULE,
                      RouteGroup.NEIGHBOUR))) {
            int br0 = bridge(client);
            InterfaceAddress one = new InterfaceAddress(br0, address("10.1.0.1"), 24, 0);
            Route route =
                Route.to(address("10.2.0.0"), 16).via(address("10.99.0.2")).dev(br0).protocol(17);
            PolicyRule rule =
                new PolicyRule(false, 500, Optional.of(address("10.244.0.0")), 24, 77);
            Neighbour neighbour =
                new Neighbour(
                    br0,
                    address("10.99.0.9"),
                    Octets.parse("02:00:00:00:00:09"),
                    Neighbour.PERMANENT,
                    0);
            all(
                client,
                new RouteChange.AddAddress(one),
                new RouteChange.AddRoute(route),
                new RouteChange.AddRule(rule),
                new RouteChange.ReplaceNeighbour(neighbour),
                new RouteChange.DeleteRule(rule),
                new RouteChange.DeleteRoute(route),
                new RouteChange.DeleteAddress(one),
                new RouteChange.DeleteLink("br0"));
            List<RouteEvent> all = new ArrayList<>();
            while (all.stream().noneMatch(RouteEvent.LinkRemoved.class::isInstance)) {
              all.add(events.poll(Duration.ofMinutes(1)).orElseThrow());
            }
            assertThat(all)
                .filteredOn(
                    e ->
                        e instanceof RouteEvent.AddressSet a && a.address().address().equals(one)
                            || e instanceof RouteEvent.AddressRemoved r
                                && r.address().address().equals(one)
                            || e instanceof RouteEvent.RouteSet s && s.route().protocol() == 17
                            || e instanceof RouteEvent.RouteRemoved d && d.route().protocol() == 17
                            || e instanceof RouteEvent.NeighbourSet n
                                && n.neighbour().equals(neighbour)
                            || e instanceof RouteEvent.RuleSet
                            || e instanceof RouteEvent.RuleRemoved)
                .<Class<?>>extracting(Object::getClass)
                .containsExactly(
                    RouteEvent.AddressSet.class,
                    RouteEvent.RouteSet.class,
                    RouteEvent.RuleSet.class,
                    RouteEvent.NeighbourSet.class,
                    RouteEvent.RuleRemoved.class,
                    RouteEvent.RouteRemoved.class,
                    RouteEvent.AddressRemoved.class);
            assertThat(all)
                .filteredOn(RouteEvent.LinkSet.class::isInstance)
                .extracting(e -> ((RouteEvent.LinkSet) e).link().name())
                .contains("br0");
          }
        });
  }

  private static List<Route> linkRoutes(RouteClient client, int link) throws Exception {
    return client.routes(RouteFilter.ALL.table(Route.MAIN).dev(link)).stream()
        .filter(r -> !r.destination().isLinkLocalAddress())
        .toList();
  }

  @Test
  void aLinkIsRefusedWhatItCannotHaveAndKeepsWhatCameBefore() throws Exception {
    with(
        client -> {
          LinkKind bridge = new LinkKind.Bridge();
          LinkSettings group = LinkSettings.NONE.hardwareAddress(Octets.parse("01:00:00:00:00:01"));
          LinkSettings zero = LinkSettings.NONE.hardwareAddress(Octets.parse("00:00:00:00:00:00"));
          assertThat(
                  errnos(
                      client,
                      new RouteChange.AddLink("a".repeat(16), bridge, LinkSettings.NONE),
                      new RouteChange.AddLink("a/b", bridge, LinkSettings.NONE),
                      new RouteChange.AddLink("br1", bridge, group),
                      new RouteChange.AddLink("br1", bridge, zero),
                      new RouteChange.AddLink("a".repeat(15), bridge, LinkSettings.NONE)))
              .containsExactly(ERANGE, EINVAL, EADDRNOTAVAIL, EADDRNOTAVAIL, 0);
          bridge(client);
          assertThat(
                  errnos(
                      client,
                      new RouteChange.SetLink("br0", zero),
                      new RouteChange.SetLink("br0", LinkSettings.NONE.mtu(1400).master(9999))))
              .containsExactly(EADDRNOTAVAIL, EINVAL);
          assertThat(client.link("br0").orElseThrow().mtu()).isEqualTo(1400);
          all(client, new RouteChange.SetLink("lo", LinkSettings.NONE.mtu(70000)));
        });
  }

  /** {@code IPV6_MIN_MTU}. */
  @Test
  void belowTheSmallestMtuOfIpv6ALinkHasNone() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          InterfaceAddress six = new InterfaceAddress(br0, address("fd99::1"), 64, 0);
          all(client, new RouteChange.SetLink("br0", LinkSettings.NONE.mtu(1279)));
          assertThat(addresses(client, br0))
              .extracting(InterfaceAddress::address)
              .containsExactly(address("10.99.0.1"));
          assertThat(linkRoutes(client, br0)).noneMatch(Route::ipv6).hasSize(1);
          assertThat(
                  errnos(
                      client, new RouteChange.AddAddress(six), new RouteChange.DeleteAddress(six)))
              .containsExactly(EINVAL, ENXIO);
          all(
              client,
              new RouteChange.SetLink("br0", LinkSettings.NONE.mtu(1280)),
              new RouteChange.AddAddress(six));
        });
  }

  @Test
  void anAddressThatIsNoHostsOrOfAnotherScopeIsRefused() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          List<Integer> errnos = new ArrayList<>();
          for (String none : List.of("::", "ff05::5", "::1")) {
            errnos.addAll(
                errnos(
                    client,
                    new RouteChange.AddAddress(new InterfaceAddress(br0, address(none), 64, 0))));
          }
          assertThat(errnos).containsExactly(EADDRNOTAVAIL, EADDRNOTAVAIL, EADDRNOTAVAIL);
          assertThat(
                  errnos(
                      client,
                      new RouteChange.AddAddress(
                          new InterfaceAddress(br0, address("10.99.0.2"), 24, 253)),
                      new RouteChange.AddAddress(
                          new InterfaceAddress(br0, address("10.99.0.1"), 16, 0)),
                      new RouteChange.AddAddress(
                          new InterfaceAddress(br0, address("fd99::1"), 128, 0))))
              .containsExactly(EINVAL, 0, EEXIST);
        });
  }

  @Test
  void anAddressBringsTheRoutesToItsNetworkAndPeer() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          all(
              client,
              add("br1", new LinkKind.Bridge()),
              new RouteChange.AddAddress(new InterfaceAddress(br0, address("10.96.0.1"), 32, 0)),
              new RouteChange.AddAddress(new InterfaceAddress(br0, address("fd96::1"), 128, 0)),
              new RouteChange.AddAddress(
                  new InterfaceAddress(br0, address("fd97::1"), 128, 0)
                      .withPeer(address("fd98::2"))));
          // the kernel adds that of an IPv6 peer some time after the address
          Eventually.await(() -> linkRoutes(client, br0).size() >= 5);
          assertThat(linkRoutes(client, br0))
              .extracting(r -> Addresses.format(r.destination()) + "/" + r.prefixLength())
              .containsExactlyInAnyOrder(
                  "10.99.0.0/24", "fd99::/64", "fd96::1/128", "fd97::1/128", "fd98::2/128");
          int br1 = client.link("br1").orElseThrow().index();
          all(
              client,
              new RouteChange.AddAddress(new InterfaceAddress(br1, address("10.99.0.7"), 24, 0)),
              new RouteChange.AddAddress(new InterfaceAddress(br1, address("fd99::7"), 64, 0)));
          assertThat(linkRoutes(client, br1)).hasSize(2);
          int lo = client.link("lo").orElseThrow().index();
          assertThat(linkRoutes(client, lo)).noneMatch(r -> !r.ipv6()); // they are in table 255
        });
  }

  @Test
  void aNetworksRouteStaysAsLongAsAnAddressNeedsIt() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          InterfaceAddress second = new InterfaceAddress(br0, address("10.99.0.2"), 24, 0);
          InterfaceAddress six = new InterfaceAddress(br0, address("fd99::2"), 64, 0);
          all(
              client,
              new RouteChange.AddAddress(second),
              new RouteChange.AddAddress(six),
              new RouteChange.DeleteAddress(second),
              new RouteChange.DeleteAddress(six));
          assertThat(linkRoutes(client, br0)).hasSize(2);
          all(
              client,
              new RouteChange.AddAddress(second),
              new RouteChange.DeleteAddress(
                  new InterfaceAddress(br0, address("10.99.0.1"), 24, 0)));
          assertThat(addresses(client, br0)) // promote_secondaries is 0: the second goes with it
              .extracting(InterfaceAddress::address)
              .containsExactly(address("fd99::1"));
          assertThat(linkRoutes(client, br0)).allMatch(Route::ipv6).hasSize(1);
        });
  }

  @Test
  void aRefusalHasNoWay() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          int lo = client.link("lo").orElseThrow().index();
          for (int type : new int[] {6, 7, 8}) {
            Route four = Route.to(address("10.3.0.0"), 16).type(type);
            Route six = Route.to(address("fd03::"), 64).type(type);
            assertThat(
                    errnos(
                        client,
                        new RouteChange.AddRoute(four.dev(br0)),
                        new RouteChange.AddRoute(four.via(address("10.99.0.2"))),
                        new RouteChange.AddRoute(six.dev(9999)),
                        new RouteChange.AddRoute(six.dev(br0).via(address("fd99::2")))))
                .containsExactly(EINVAL, EINVAL, ENODEV, 0);
            assertThat(client.routes()).contains(six.metric(1024).dev(lo));
            all(client, new RouteChange.DeleteRoute(six));
          }
        });
  }

  @Test
  void anIpv6DestinationIsCutAndAnIpv4OneMustBe() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          all(client, new RouteChange.AddRoute(Route.to(address("fd01::1"), 64).dev(br0)));
          Route cut = Route.to(address("fd01::"), 64).dev(br0).metric(1024);
          assertThat(client.routes()).contains(cut);
          all(client, new RouteChange.DeleteRoute(Route.to(address("fd01::2"), 64)));
          assertThat(client.routes()).doesNotContain(cut);
          assertThat(
                  errnos(
                      client,
                      new RouteChange.DeleteRoute(Route.to(address("10.1.0.1"), 16).dev(br0))))
              .containsExactly(EINVAL);
        });
  }

  @Test
  void aGatewayThatCannotBeOneIsRefused() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          Route four = Route.to(address("10.1.0.0"), 16);
          Route six = Route.to(address("fd01::"), 64);
          assertThat(
                  errnos(
                      client,
                      new RouteChange.AddRoute(six.via(address("ff02::1")).dev(br0)),
                      new RouteChange.AddRoute(six.via(address("fd99::1")).dev(br0)),
                      new RouteChange.AddRoute(six.via(address("fe80::5"))),
                      new RouteChange.AddRoute(six.via(address("fd99::2")).dev(9999)),
                      new RouteChange.AddRoute(six.via(address("2001:db8::1")).onlink(true))))
              .containsExactly(EINVAL, EINVAL, EINVAL, ENODEV, ENODEV);
          Route onlink = four.dev(br0).onlink(true);
          assertThat(
                  errnos(
                      client,
                      new RouteChange.AddRoute(onlink.via(address("10.99.0.1"))),
                      new RouteChange.AddRoute(onlink.via(address("224.0.0.5"))),
                      new RouteChange.AddRoute(four.via(address("10.99.0.2")).dev(9999)),
                      new RouteChange.AddRoute(onlink.dev(9999).via(address("10.99.0.2"))),
                      new RouteChange.AddRoute(onlink.dev(0).via(address("10.99.0.2"))),
                      new RouteChange.AddRoute(four.via(address("10.99.0.2")).scope(253)),
                      new RouteChange.AddRoute(four.via(address("10.99.0.2")).scope(254)),
                      new RouteChange.AddRoute(four.dev(br0).type(2))))
              .containsExactly(
                  EINVAL, EINVAL, ENETUNREACH, ENODEV, ENODEV, ENETUNREACH, EINVAL, EINVAL);
        });
  }

  @Test
  void aWayWithoutALinkGetsTheOneOfItsGateway() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          Route four = Route.to(address("10.1.0.0"), 16).metric(5);
          Route six = Route.to(address("fd01::"), 32).metric(5);
          for (int link : new int[] {0, br0}) {
            Route fours =
                four.by(
                    List.of(
                        new NextHop(address("10.99.0.2"), link, 1),
                        new NextHop(address("10.99.0.3"), link, 2)));
            Route sixes =
                six.by(
                    List.of(
                        new NextHop(address("fd99::2"), link, 1),
                        new NextHop(address("fd99::3"), link, 2)));
            if (link == 0) {
              all(client, new RouteChange.AddRoute(fours), new RouteChange.AddRoute(sixes));
            } else {
              assertThat(client.routes()).contains(fours, sixes);
            }
          }
        });
  }

  @Test
  void aNeighbourNeedsAHardwareAddressAndALinkThatIsUp() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          Octets mac = Octets.parse("02:00:00:00:00:09");
          List<Neighbour> both = new ArrayList<>();
          for (String text : List.of("10.99.0.9", "fd99::9")) {
            Neighbour bare =
                new Neighbour(br0, address(text), Octets.EMPTY, Neighbour.PERMANENT, 0);
            assertThat(errnos(client, new RouteChange.ReplaceNeighbour(bare)))
                .containsExactly(EINVAL);
            Neighbour known = new Neighbour(br0, address(text), mac, Neighbour.PERMANENT, 0);
            all(
                client,
                new RouteChange.ReplaceNeighbour(known),
                new RouteChange.ReplaceNeighbour(bare)); // keeps what it has
            both.add(known);
          }
          assertThat(client.neighbours(br0)).containsAll(both);
          all(client, new RouteChange.SetLink("br0", LinkSettings.NONE.up(false)));
          assertThat(client.neighbours(br0)).doesNotContainAnyElementsOf(both);
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatTheDeletionOfARuleLeavesOpenFitsAll(boolean ipv6) throws Exception {
    with(
        client -> {
          InetAddress network = address(ipv6 ? "fd24::" : "10.244.0.0");
          PolicyRule rule = new PolicyRule(ipv6, 500, Optional.of(network), 16, 77);
          PolicyRule open = new PolicyRule(ipv6, 0, Optional.empty(), 0, 77);
          all(client, new RouteChange.AddRule(rule.withMark(4, 12)));
          assertThat(errnos(client, new RouteChange.DeleteRule(open.withMark(5, 12))))
              .containsExactly(ENOENT);
          all(client, new RouteChange.DeleteRule(open));
          assertThat(client.rules()).noneMatch(r -> r.table() == 77);
          PolicyRule nowhere = new PolicyRule(ipv6, 501, Optional.of(network), 16, 0);
          assertThat(errnos(client, new RouteChange.AddRule(nowhere)))
              .containsExactly(ipv6 ? EINVAL : 0);
          assertThat(client.rules())
              .filteredOn(r -> r.priority() == 501)
              .allMatch(r -> r.table() > 0) // IPv4 takes the first table that is empty
              .hasSize(ipv6 ? 0 : 1);
        });
  }
}
