package io.kuberouter.route;

import static io.kuberouter.netlink.OwnNamespace.ip;
import static io.kuberouter.netlink.OwnNamespace.tool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kuberouter.netlink.Eventually;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetworkNamespace;
import io.kuberouter.netlink.Octets;
import io.kuberouter.netlink.OwnNamespace;
import io.kuberouter.route.LinkKind.Tunnel;
import io.kuberouter.route.LinkKind.TunnelType;
import io.kuberouter.route.LinkKind.UdpEncapsulation;
import io.kuberouter.route.client.FouClient;
import io.kuberouter.route.client.KernelFouClient;
import io.kuberouter.route.client.KernelRouteClient;
import io.kuberouter.route.client.KernelRouteEvents;
import io.kuberouter.route.client.RouteClient;
import io.kuberouter.route.client.RouteEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** rtnetlink of the running kernel; {@code ip} reads what we write and writes what we read. */
class KernelRouteClientTest extends RouteClientContract {

  @Override
  void with(Body body) throws Exception {
    OwnNamespace.run(
        () -> {
          ip("link", "set", "lo", "up");
          tool(
              "sh",
              "-c",
              "for f in all default; do echo 0 >/proc/sys/net/ipv4/conf/$f/promote_secondaries; done");
          try (RouteClient client = KernelRouteClient.open()) {
            body.run(client);
          }
          return null;
        });
  }

  @Override
  RouteEvents events(RouteClient client, Set<RouteGroup> groups) throws Exception {
    return KernelRouteEvents.open(groups);
  }

  /** Made by us, or the test is skipped: by the tool, so that a fault of ours is none of it. */
  private static void assumeKind(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip", "link", "add", "probe", "type"));
    command.addAll(List.of(arguments));
    boolean there = new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    assumeThat(there).as("this kernel has no links of kind " + arguments[0]).isTrue();
    tool("ip", "link", "del", "probe");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"ipip; 10.0.0.1; 10.0.0.2", "sit; 10.0.0.1; 10.0.0.2", "ip6tnl; fd00::1; fd00::2"})
  void aTunnelIsMadeAndRead(String kind, String local, String remote) throws Exception {
    with(
        client -> {
          assumeKind(kind, "local", local, "remote", remote);
          TunnelType type = TunnelType.valueOf(kind.toUpperCase(java.util.Locale.ROOT));
          Tunnel ours =
              new Tunnel(
                  type,
                  Optional.of(address(local)),
                  Optional.of(address(remote)),
                  17,
                  Optional.empty());
          all(client, new RouteChange.AddLink("tun0", ours, LinkSettings.UP.mtu(1400)));
          assertThat(ip("-d", "link", "show", "tun0"))
              .contains(
                  local, remote, "mtu 1400", type == TunnelType.IP6TNL ? "hoplimit 17" : "ttl 17");
          assertThat(client.link("tun0").orElseThrow().kind()).isEqualTo(ours);
          assertThat(errnos(client, new RouteChange.AddLink("tun1", ours, LinkSettings.NONE)))
              .containsExactly(EEXIST);
          all(client, new RouteChange.DeleteLink("tun0"));
          ip("link", "add", "tun2", "type", kind, "local", local, "remote", remote);
          Tunnel theirs = (Tunnel) client.link("tun2").orElseThrow().kind();
          assertThat(theirs.local()).contains(address(local));
          assertThat(theirs.remote()).contains(address(remote));
          assertThat(theirs.encapsulation()).isEmpty();
        });
  }

  @Test
  void aTunnelInUdpIsMadeAndRead() throws Exception {
    with(
        client -> {
          assumeKind(
              "ipip",
              "local",
              "10.0.0.1",
              "remote",
              "10.0.0.2",
              "encap",
              "fou",
              "encap-dport",
              "5555");
          Tunnel plain =
              Tunnel.of(
                  TunnelType.IPIP,
                  Optional.of(address("10.0.0.1")),
                  Optional.of(address("10.0.0.2")));
          for (boolean generic : new boolean[] {false, true}) {
            Tunnel ours = plain.in(new UdpEncapsulation(generic, 6000, 5555, true));
            all(client, new RouteChange.AddLink("tun0", ours, LinkSettings.NONE));
            assertThat(ip("-d", "link", "show", "tun0"))
                .contains(
                    "encap " + (generic ? "gue" : "fou") + " encap-sport 6000 encap-dport 5555")
                .contains("encap-csum");
            assertThat(client.link("tun0").orElseThrow().kind()).isEqualTo(ours);
            all(client, new RouteChange.DeleteLink("tun0"));
          }
        });
  }

  @Test
  void aDummyIsMadeAndRead() throws Exception {
    with(
        client -> {
          assumeKind("dummy");
          all(client, add("kube-dummy-if", new LinkKind.Dummy()));
          assertThat(ip("-d", "link", "show", "kube-dummy-if")).contains("dummy", ",UP");
          assertThat(client.link("kube-dummy-if").orElseThrow().kind())
              .isEqualTo(new LinkKind.Dummy());
        });
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1, 10.0.0.2", "fd00::1, fd00::2"})
  void aVxlanIsMadeAndRead(String local, String remote) throws Exception {
    with(
        client -> {
          assumeKind("vxlan", "id", "1", "dstport", "4789");
          LinkKind ours =
              new LinkKind.Vxlan(
                  42, Optional.of(address(local)), Optional.of(address(remote)), 4789, 0, false);
          all(client, new RouteChange.AddLink("vx0", ours, LinkSettings.NONE));
          assertThat(ip("-d", "link", "show", "vx0"))
              .contains("vxlan id 42", "remote " + remote, "local " + local, "dstport 4789")
              .contains("nolearning");
          assertThat(client.link("vx0").orElseThrow().kind()).isEqualTo(ours);
        });
  }

  @Test
  void aKindThatThisLibraryDoesNotKnowIsKept() throws Exception {
    with(
        client -> {
          assumeKind("ifb");
          ip("link", "add", "ifb7", "type", "ifb");
          LinkKind kind = client.link("ifb7").orElseThrow().kind();
          assertThat(kind).isEqualTo(new LinkKind.Other("ifb", Octets.EMPTY));
          all(client, new RouteChange.AddLink("ifb8", kind, LinkSettings.NONE));
          assertThat(ip("-d", "link", "show", "ifb8")).contains(" ifb ");
          assertThat(client.links(LinkFilter.ALL.kind("ifb")))
              .extracting(Link::name)
              .contains("ifb7", "ifb8");
        });
  }

  @Test
  void aPairMayEndInAnotherNamespaceAndALinkMayMoveThere() throws Exception {
    with(
        client -> {
          String name = "nlc-v-" + ProcessHandle.current().pid();
          NetworkNamespace there = NetworkNamespace.named(name);
          tool("ip", "netns", "add", name);
          try {
            all(
                client,
                add("veth0", new LinkKind.Veth("eth0", Optional.of(there))),
                add("veth1", new LinkKind.Veth("eth1", Optional.empty())),
                new RouteChange.MoveLink("eth1", there));
            assertThat(ip("-n", name, "link")).contains("eth0@", "eth1@");
            assertThat(ip("link")).contains("veth0@", "veth1@").doesNotContain(" eth0@", " eth1@");
            assertThat(
                    client.apply(
                        List.of(
                            new RouteChange.MoveLink("veth1", NetworkNamespace.named("no-such")),
                            new RouteChange.SetLink("veth1", LinkSettings.NONE.mtu(1300)))))
                .satisfiesExactly(
                    refused ->
                        assertThat(refused)
                            .hasValueSatisfying(e -> assertThat(e.isNotFound()).isTrue()),
                    done -> assertThat(done).isEmpty());
            try (RouteClient inside = KernelRouteClient.open(NetlinkOptions.DEFAULT.in(there))) {
              all(inside, new RouteChange.SetLink("eth0", LinkSettings.UP));
            }
            assertThat(client.link("veth0").orElseThrow().carrier()).isTrue();
          } finally {
            tool("ip", "netns", "del", name);
          }
        });
  }

  @Test
  void ipReadsWhatWeWrite() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          all(
              client,
              new RouteChange.SetLink("br0", LinkSettings.NONE.mtu(1400)),
              add("veth0", new LinkKind.Veth("eth0", Optional.empty())),
              new RouteChange.SetLink("veth0", LinkSettings.NONE.master(br0)),
              new RouteChange.SetBridgePort("veth0", BridgePort.DEFAULT.withHairpin(true)),
              new RouteChange.AddAddress(new InterfaceAddress(br0, address("10.96.0.1"), 32, 253)),
              new RouteChange.AddAddress(
                  new InterfaceAddress(br0, address("10.97.0.1"), 32, 0)
                      .withPeer(address("10.97.0.2"))),
              new RouteChange.ReplaceNeighbour(
                  new Neighbour(
                      br0,
                      address("fd99::9"),
                      Octets.parse("02:00:00:00:00:09"),
                      Neighbour.PERMANENT,
                      0)),
              new RouteChange.AddRoute(
                  Route.to(address("10.1.0.0"), 16)
                      .via(address("10.99.0.2"))
                      .src(address("10.99.0.1"))
                      .metric(7)
                      .protocol(17)),
              new RouteChange.AddRoute(
                  Route.to(address("fd01::"), 32)
                      .by(
                          List.of(
                              new NextHop(address("fd99::2"), br0, 1),
                              new NextHop(address("fd99::3"), br0, 5)))),
              new RouteChange.AddRoute(Route.to(address("0.0.0.0"), 0).type(7).table(1000)),
              new RouteChange.AddRule(
                  new PolicyRule(false, 501, Optional.empty(), 0, 1000)
                      .withMark(4, 12)
                      .withInInterface("br0")
                      .withDestination(address("10.0.0.0"), 8)));
          assertThat(ip("-d", "link", "show", "br0")).contains("mtu 1400", ",UP", " bridge ");
          assertThat(ip("-d", "link", "show", "veth0")).contains("master br0", "hairpin on");
          assertThat(ip("address", "show", "br0"))
              .contains("inet 10.99.0.1/24 scope global", "inet 10.96.0.1/32 scope link")
              .contains("inet 10.97.0.1 peer 10.97.0.2/32", "inet6 fd99::1/64 scope global nodad")
              .doesNotContain("fd99::1/64 scope global tentative");
          assertThat(ip("neighbour", "show", "dev", "br0"))
              .contains("fd99::9 lladdr 02:00:00:00:00:09 PERMANENT");
          assertThat(ip("route", "show", "proto", "17"))
              .contains("10.1.0.0/16 via 10.99.0.2 dev br0 src 10.99.0.1 metric 7");
          assertThat(ip("-6", "route", "show", "fd01::/32"))
              .contains("proto static")
              .contains("nexthop via fd99::2 dev br0 weight 1")
              .contains("nexthop via fd99::3 dev br0 weight 5");
          assertThat(ip("route", "show", "table", "1000"))
              .contains("unreachable default proto static");
          assertThat(ip("rule"))
              .containsPattern(
                  "501:\\s+from all to 10.0.0.0/8 fwmark 0x4/0xc iif br0.*lookup 1000");
        });
  }

  @Test
  void whatTheToolMakesIsRead() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          ip("rule", "add", "priority", "600", "ipproto", "tcp", "dport", "80", "lookup", "77");
          PolicyRule rule =
              client.rules().stream().filter(r -> r.priority() == 600).findFirst().orElseThrow();
          assertThat(rule.looksAtSourceOnly()).isFalse();
          assertThat(rule.others()).isNotEmpty();
          all(client, new RouteChange.DeleteRule(rule)); // with what we do not understand
          assertThat(ip("rule")).doesNotContain("600:");
          ip(
              "rule",
              "add",
              "not",
              "from",
              "10.0.0.0/8",
              "lookup",
              "main",
              "priority",
              "601",
              "suppress_prefixlength",
              "0");
          assertThat(client.rules())
              .filteredOn(r -> r.priority() == 601)
              .singleElement()
              .satisfies(
                  r -> {
                    assertThat(r.invert()).isTrue();
                    assertThat(r.suppressPrefixLength()).hasValue(0);
                    all(client, new RouteChange.DeleteRule(r));
                  });
          ip("link", "set", "br0", "mtu", "1300", "down");
          Link link = client.link("br0").orElseThrow();
          assertThat(link.mtu()).isEqualTo(1300);
          assertThat(link.up()).isFalse();
          assertThat(link.index()).isEqualTo(br0);
        });
  }

  /** The lists of both families are those of a kernel that does not filter, too. */
  @Test
  void withoutStrictChecksListsAreTheSame() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          all(
              client,
              new RouteChange.AddRoute(
                  Route.to(address("10.1.0.0"), 16).dev(br0).protocol(17).table(1000)));
          try (RouteClient loose =
              KernelRouteClient.open(NetlinkOptions.DEFAULT.withStrictChecks(false))) {
            RouteFilter filter = RouteFilter.ALL.table(1000).protocol(17).dev(br0);
            assertThat(loose.routes(filter)).isEqualTo(client.routes(filter)).hasSize(1);
            // the kernel adds its own IPv6 routes, and ends its checks of addresses, meanwhile
            assertThat(
                    Eventually.await(
                        () -> Set.copyOf(loose.routes()).equals(Set.copyOf(client.routes()))))
                .isTrue();
            assertThat(Eventually.await(() -> loose.addresses(br0).equals(client.addresses(br0))))
                .isTrue();
            assertThat(loose.addresses(br0)).isNotEmpty();
            assertThat(loose.links(LinkFilter.ALL.kind("bridge")))
                .isEqualTo(client.links(LinkFilter.ALL.kind("bridge")))
                .hasSize(1);
            assertThat(loose.rules()).isEqualTo(client.rules());
            assertThat(loose.match(address("10.99.0.1"))).isPresent();
          }
        });
  }

  @Test
  void manyRoutesAreMadeAndStreamed() throws Exception {
    with(
        client -> {
          int br0 = bridge(client);
          List<RouteChange> changes = new ArrayList<>();
          for (int i = 0; i < 10_000; i++) {
            changes.add(
                new RouteChange.AddRoute(
                    Route.to(
                            address(
                                "10." + (100 + i / 2560) + "." + i / 10 % 256 + "." + i % 10 * 16),
                            28)
                        .via(address("10.99.0.2"))
                        .dev(br0)
                        .protocol(17)));
          }
          assertThat(client.apply(changes)).hasSize(10_000).allMatch(Optional::isEmpty);
          assertThat(ip("route", "show", "proto", "17").lines()).hasSize(10_000);
          int[] count = new int[1];
          assertThat(client.streamRoutes(RouteFilter.ALL.protocol(17), r -> count[0]++)).isTrue();
          assertThat(count[0]).isEqualTo(10_000);
        });
  }

  @Test
  void portsThatAreUnwrapped() throws Exception {
    with(
        client -> {
          try (FouClient fou = KernelFouClient.open()) {
            FouPort direct = new FouPort(false, 5555, 4, false);
            FouPort generic = new FouPort(false, 5556, 0, true);
            fou.add(direct);
            fou.add(generic);
            assertThat(ip("fou", "show")).contains("port 5555 ipproto 4", "port 5556 gue");
            assertThat(fou.ports()).containsExactlyInAnyOrder(direct, generic);
            fou.delete(direct);
            assertThat(fou.ports()).containsExactly(generic);
            ip("fou", "add", "port", "5557", "ipproto", "47", "-6");
            assertThat(fou.ports()).contains(new FouPort(true, 5557, 47, false));
          } catch (KernelException e) {
            assumeThat(e.isNotFound()).as("this kernel has no FoU: " + e.getMessage()).isFalse();
            throw e;
          }
        });
  }
}
