package io.kuberouter.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.bgp.mrt.MrtRecord;
import io.kuberouter.bgp.mrt.file.MrtWriter;
import io.kuberouter.bgp.mrt.testkit.MrtCorpus;
import io.kuberouter.firewall.exec.FirewallTool;
import io.kuberouter.ipset.testkit.FakeIpSets;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.evaluate.Verdict;
import io.kuberouter.iptables.exec.Backend;
import io.kuberouter.iptables.testkit.FakeNetfilter;
import io.kuberouter.ipvs.IpvsChange;
import io.kuberouter.ipvs.Protocol;
import io.kuberouter.ipvs.RealServer;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.VirtualService;
import io.kuberouter.ipvs.testkit.FakeIpvsClient;
import io.kuberouter.netlink.Octets;
import io.kuberouter.nflog.LoggedPacket;
import io.kuberouter.nflog.NetfilterHook;
import io.kuberouter.nflog.NflogEvent;
import io.kuberouter.nflog.codec.PacketHeaderCodec;
import io.kuberouter.route.LinkKind;
import io.kuberouter.route.LinkSettings;
import io.kuberouter.route.RouteChange;
import io.kuberouter.route.RouteGroup;
import io.kuberouter.route.client.RouteEvents;
import io.kuberouter.route.testkit.FakeRouteClient;
import java.net.InetAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the examples print is what the README says that they print. */
class ExamplesTest {

  private static void inReadme(String text) throws Exception {
    assertThat(Files.readString(Path.of("../README.md"))).contains(text.strip());
  }

  @Test
  void networksAreBlockedAndFreedAgain() throws Exception {
    FakeIpSets sets = new FakeIpSets();
    FakeNetfilter rules = new FakeNetfilter(Backend.NFT, sets);
    FirewallTool tool = new FirewallTool(rules, sets);
    assertThat(BlockAddresses.block(tool, List.of("192.0.2.0/24", "2001:db8::/32")).isComplete())
        .isTrue();
    assertThat(rules.save(IpFamily.IPV6))
        .contains("-A INPUT -j BLOCK\n", "-A BLOCK -m set --match-set BLOCKED6 src -j DROP\n");
    assertThat(BlockAddresses.block(tool, List.of("198.51.100.0/24")).isComplete()).isTrue();
    assertThat(rules.save(IpFamily.IPV6)).doesNotContain("BLOCK");
    assertThat(sets.list().get("BLOCKED4").orElseThrow().elements())
        .containsOnlyKeys("198.51.100.0/24");
    assertThat(BlockAddresses.block(tool, List.of()).isComplete()).isTrue();
    assertThat(sets.list().sets()).isEmpty();
  }

  @Test
  void theFewestEdits() throws Exception {
    assertThat(DiffIptables.script())
        .isEqualTo(
            """
            *filter
            -D MINE 2
            -A MINE -p tcp -m tcp --dport 443 -j ACCEPT
            COMMIT
            """);
    inReadme(DiffIptables.script());
  }

  @Test
  void aPacketAndItsRules() throws Exception {
    Verdict refused = ExplainPacket.verdict("198.51.100.1", "192.0.2.7", 22);
    assertThat(refused.outcome()).isEqualTo(Verdict.Outcome.DROP);
    assertThat(refused.trace()).extracting(Verdict.Step::position).containsExactly(1, 2);
    assertThat(ExplainPacket.verdict("198.51.100.1", "192.0.2.7", 443).outcome())
        .isEqualTo(Verdict.Outcome.ACCEPT);
  }

  @Test
  void theServicesOfANode() throws Exception {
    assertThat(PlanCluster.services())
        .isEqualTo(
            """
            -A -t 10.96.0.10:80 -s rr
            -a -t 10.96.0.10:80 -r 10.244.0.2:80 -m -w 1
            """);
    inReadme(PlanCluster.services());
  }

  @Test
  void theLongestAsPathsOfADump(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("dump.gz");
    try (MrtWriter out = MrtWriter.create(file)) {
      for (MrtRecord record : new MrtCorpus(1).table(300, 2)) {
        out.write(record);
      }
    }
    List<LongestAsPaths.Route> longest = LongestAsPaths.longest(file, 3);
    assertThat(longest).hasSize(3).allMatch(r -> r.length() == 7);
    assertThat(longest.get(0).path().split(" ")).hasSize(7);
  }

  @Test
  void linksAndWhatBecomesOfThem() throws Exception {
    FakeRouteClient kernel = new FakeRouteClient();
    RouteEvents events = kernel.events(Set.of(RouteGroup.LINK));
    List<String> lines = new ArrayList<>();
    kernel.apply(
        List.of(
            new RouteChange.AddLink("br0", new LinkKind.Bridge(), LinkSettings.UP),
            new RouteChange.SetLink("br0", LinkSettings.NONE.mtu(1400)),
            new RouteChange.DeleteLink("br0")));
    assertThatThrownBy(
            () ->
                WatchLinks.watch(
                    kernel,
                    events,
                    line -> {
                      lines.add(line);
                      if (line.startsWith("deleted")) {
                        events.close();
                      }
                    }))
        .isInstanceOf(ClosedChannelException.class);
    assertThat(lines)
        .containsExactly(
            "1: lo mtu 65536 up",
            "2: br0 bridge mtu 1500 up",
            "2: br0 bridge mtu 1400 up",
            "deleted 2: br0 bridge mtu 1400 up");
  }

  @Test
  void theTableOfIpvs() throws Exception {
    try (FakeIpvsClient ipvs = new FakeIpvsClient()) {
      ServiceKey web =
          new ServiceKey.ByAddress(InetAddress.getByName("10.96.0.10"), Protocol.TCP, 80);
      ipvs.execute(new IpvsChange.AddService(VirtualService.of(web, "rr").persistent(10800)));
      ipvs.execute(
          new IpvsChange.AddServer(
              web, RealServer.masquerade(InetAddress.getByName("10.244.0.2"), 8080, 1)));
      assertThat(ListIpvsServices.table(ipvs))
          .isEqualTo(
              "IP Virtual Server version 1.2.1 (size=4096)\n"
                  + "Prot LocalAddress:Port Scheduler Flags\n"
                  + "  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n"
                  + "TCP  10.96.0.10:80 rr persistent 10800\n"
                  + "  -> 10.244.0.2:8080              Masq    1      0          0         \n");
    }
  }

  @Test
  void aLineForEachDroppedPacket() {
    String ipv4 = "45000028000040004006000c" + "0af40002" + "0af40103" + "9c400050";
    byte[] syn = HexFormat.of().parseHex(ipv4 + "0000000000000000" + "5002ffff00000000");
    LoggedPacket packet =
        new LoggedPacket(
            100,
            "DROP by policy default/web ",
            NetfilterHook.FORWARD,
            0x0800,
            0,
            OptionalInt.of(4),
            OptionalInt.of(5),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Octets.of(syn),
            PacketHeaderCodec.decode(syn));
    assertThat(FollowPolicyDrops.line(new NflogEvent.Packet(packet)))
        .isEqualTo(
            "DROP by policy default/web: tcp 10.244.0.2:40000 > 10.244.1.3:80 SYN in device 4 out"
                + " device 5");
    assertThat(FollowPolicyDrops.line(new NflogEvent.Lost())).contains("no room");
  }
}
