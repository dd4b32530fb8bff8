package io.kuberouter.route;

import static io.kuberouter.netlink.OwnNamespace.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.Octets;
import io.kuberouter.netlink.OwnNamespace;
import io.kuberouter.route.client.KernelRouteClient;
import io.kuberouter.route.client.RouteClient;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** rtnetlink against the running kernel, read back by {@code ip} and written by it. */
class RouteContractTest {

  private static InetAddress address(String text) throws Exception {
    return InetAddress.getByName(text);
  }

  private static void all(RouteClient client, RouteChange... changes) throws Exception {
    assertThat(client.apply(List.of(changes))).allMatch(Optional::isEmpty);
  }

  private static int bridge(RouteClient client) throws Exception {
    all(client, new RouteChange.AddLink("br0", new LinkKind.Bridge(), LinkSettings.UP.mtu(1400)));
    return client.link("br0").orElseThrow().index();
  }

  @Test
  void aDeviceIsMadeChangedAndRemoved() throws Exception {
    OwnNamespace.run(
        () -> {
          try (KernelRouteClient client = KernelRouteClient.open()) {
            bridge(client);
            assertThat(ip("-d", "link", "show", "br0")).contains("mtu 1400", ",UP", " bridge ");
            ip("link", "set", "br0", "mtu", "1300", "down");
            assertThat(client.links())
                .filteredOn(l -> l.name().equals("br0"))
                .singleElement()
                .satisfies(
                    l -> {
                      assertThat(l.mtu()).isEqualTo(1300);
                      assertThat(l.up()).isFalse();
                      assertThat(l.kind()).isEqualTo(new LinkKind.Bridge());
                    });
            all(client, new RouteChange.SetLink("br0", LinkSettings.UP.mtu(1280)));
            assertThat(ip("link", "show", "br0")).contains("mtu 1280", ",UP");
            all(client, new RouteChange.DeleteLink("br0"));
            assertThat(ip("link")).doesNotContain("br0");
          }
          return null;
        });
  }

  @Test
  void addressesOfBothFamilies() throws Exception {
    OwnNamespace.run(
        () -> {
          try (KernelRouteClient client = KernelRouteClient.open()) {
            int br0 = bridge(client);
            InterfaceAddress four = new InterfaceAddress(br0, address("10.244.0.1"), 24, 0);
            InterfaceAddress host = new InterfaceAddress(br0, address("10.96.0.1"), 32, 253);
            InterfaceAddress six = new InterfaceAddress(br0, address("fd24::1"), 64, 0);
            all(
                client,
                new RouteChange.AddAddress(four),
                new RouteChange.AddAddress(host),
                new RouteChange.AddAddress(six));
            assertThat(ip("addr", "show", "br0"))
                .contains("inet 10.244.0.1/24 scope global", "inet 10.96.0.1/32 scope link")
                .contains("inet6 fd24::1/64 scope global")
                .doesNotContain("inet6 fd24::1/64 scope global tentative");
            assertThat(client.addresses(br0))
                .extracting(ObservedAddress::address)
                .contains(four, host, six);
            all(client, new RouteChange.DeleteAddress(host), new RouteChange.DeleteAddress(six));
            assertThat(ip("addr", "show", "br0")).doesNotContain("10.96.0.1", "fd24::1");
          }
          return null;
        });
  }

  @Test
  void routesOfBothFamilies() throws Exception {
    OwnNamespace.run(
        () -> {
          try (KernelRouteClient client = KernelRouteClient.open()) {
            int br0 = bridge(client);
            ip("addr", "add", "10.99.0.1/24", "dev", "br0");
            ip("addr", "add", "fd99::1/64", "dev", "br0", "nodad");
            List<RouteChange> changes = new ArrayList<>();
            for (String[] route :
                new String[][] {{"10.244.9.0", "24", "10.99.0.2"}, {"fd24:9::", "64", "fd99::2"}}) {
              changes.add(
                  new RouteChange.ReplaceRoute(
                      Route.to(address(route[0]), Integer.parseInt(route[1]))
                          .via(address(route[2]))
                          .dev(br0)
                          .protocol(17)));
            }
            all(client, changes.toArray(RouteChange[]::new));
            all(client, changes.toArray(RouteChange[]::new)); // a second time: nothing new
            assertThat(ip("route", "show", "proto", "17"))
                .isEqualToIgnoringWhitespace("10.244.9.0/24 via 10.99.0.2 dev br0");
            assertThat(ip("-6", "route", "show", "proto", "17"))
                .contains("fd24:9::/64 via fd99::2 dev br0");
            List<Route> ours = client.routes().stream().filter(r -> r.protocol() == 17).toList();
            assertThat(ours).extracting(Route::ipv6).containsExactlyInAnyOrder(false, true);
            all(
                client,
                ours.stream().map(RouteChange.DeleteRoute::new).toArray(RouteChange[]::new));
            assertThat(ip("route", "show", "proto", "17")).isEmpty();
            assertThat(ip("-6", "route", "show", "proto", "17")).isEmpty();
          }
          return null;
        });
  }

  @Test
  void theRouteThatLeadsToAnAddress() throws Exception {
    OwnNamespace.run(
        () -> {
          try (KernelRouteClient client = KernelRouteClient.open()) {
            int br0 = bridge(client);
            ip("addr", "add", "10.99.0.1/24", "dev", "br0");
            ip("addr", "add", "fd99::1/64", "dev", "br0", "nodad");
            ip("route", "add", "10.0.0.0/8", "via", "10.99.0.2", "proto", "17");
            ip("route", "add", "fd00::/8", "via", "fd99::2", "proto", "17", "metric", "5");
            for (String[] one :
                new String[][] {
                  {"10.1.2.3", "10.0.0.0", "8", "17", "1"},
                  {"10.99.0.1", "10.99.0.1", "32", "2", "2"},
                  {"fd24::9", "fd00::", "8", "17", "1"},
                  {"fd99::1", "fd99::1", "128", "2", "2"}
                }) {
              String destination = address(one[1]).getHostAddress();
              assertThat(client.match(address(one[0])))
                  .hasValueSatisfying(
                      r -> {
                        assertThat(r.destination().getHostAddress()).isEqualTo(destination);
                        assertThat(r.prefixLength()).isEqualTo(Integer.parseInt(one[2]));
                        assertThat(r.protocol()).isEqualTo(Integer.parseInt(one[3]));
                        assertThat(r.type()).isEqualTo(Integer.parseInt(one[4]));
                        assertThat(r.linkIndex()).isEqualTo(br0);
                      });
            }
            assertThat(client.match(address("192.0.2.1"))).isEmpty();
            assertThat(client.match(address("2001:db8::1"))).isEmpty();
          }
          return null;
        });
  }

  @Test
  void rulesOfBothFamilies() throws Exception {
    OwnNamespace.run(
        () -> {
          try (KernelRouteClient client = KernelRouteClient.open()) {
            PolicyRule four =
                new PolicyRule(false, 500, Optional.of(address("10.244.0.0")), 24, 77);
            PolicyRule six = new PolicyRule(true, 500, Optional.of(address("fd24::")), 64, 77);
            all(client, new RouteChange.AddRule(four), new RouteChange.AddRule(six));
            assertThat(ip("rule")).containsPattern("500:\\s+from 10.244.0.0/24 lookup 77");
            assertThat(ip("-6", "rule")).containsPattern("500:\\s+from fd24::/64 lookup 77");
            assertThat(client.rules()).contains(four, six);
            all(client, new RouteChange.DeleteRule(four), new RouteChange.DeleteRule(six));
            assertThat(ip("rule") + ip("-6", "rule")).doesNotContain("lookup 77");
          }
          return null;
        });
  }

  @Test
  void aRefusalIsThatOfItsChangeAlone() throws Exception {
    OwnNamespace.run(
        () -> {
          try (KernelRouteClient client = KernelRouteClient.open()) {
            List<Optional<KernelException>> results =
                client.apply(
                    List.of(
                        new RouteChange.AddLink("a", new LinkKind.Bridge(), LinkSettings.UP),
                        new RouteChange.AddLink(
                            "x", new LinkKind.Other("no-such", Octets.EMPTY), LinkSettings.UP),
                        new RouteChange.DeleteLink("not-there"),
                        new RouteChange.AddLink("b", new LinkKind.Bridge(), LinkSettings.UP)));
            assertThat(results)
                .extracting(Optional::isPresent)
                .containsExactly(false, true, true, false);
            assertThat(results.get(2).get().getMessage()).contains("ENODEV");
            assertThat(ip("link")).contains(" a: ", " b: ");
          }
          return null;
        });
  }
}
