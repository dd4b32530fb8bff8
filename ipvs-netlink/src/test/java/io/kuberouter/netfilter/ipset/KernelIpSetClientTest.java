package io.kuberouter.netfilter.ipset;

import static io.kuberouter.netlink.OwnNamespace.tool;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.netfilter.ipset.client.IpSetClient;
import io.kuberouter.netfilter.ipset.client.KernelIpSetClient;
import io.kuberouter.netfilter.ipset.text.SetEntryText;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.OwnNamespace;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sets of the running kernel: what we write {@code ipset} reads, and the other way round. */
class KernelIpSetClientTest extends IpSetClientContract {

  @Override
  void with(Body body) throws Exception {
    OwnNamespace.run(
        () -> {
          try (IpSetClient client = KernelIpSetClient.open()) {
            body.run(client);
          }
          return null;
        });
  }

  @Override
  Set<String> saved(IpSetClient client, String set) throws Exception {
    return tool("ipset", "save", set)
        .lines()
        .filter(line -> line.startsWith("add "))
        .map(line -> line.split(" ", -1)[2])
        .collect(Collectors.toSet());
  }

  @Override
  void refer(IpSetClient client, String set) throws Exception {
    tool("iptables", "-w", "-A", "INPUT", "-m", "set", "--match-set", set, "src", "-j", "ACCEPT");
  }

  private static void all(IpSetClient client, SetChange... changes) throws Exception {
    assertThat(client.apply(List.of(changes))).allMatch(Optional::isEmpty);
  }

  private static Set<String> saved(String set) throws Exception {
    return tool("ipset", "save", set)
        .lines()
        .filter(line -> line.startsWith("add "))
        .map(line -> line.substring(("add " + set + " ").length()))
        .collect(Collectors.toSet());
  }

  /** By the tool, so that a fault of ours is none of the kernel's. */
  private static void assumeType(String type) throws Exception {
    Process create =
        new ProcessBuilder("ipset", "create", "probe", type).redirectErrorStream(true).start();
    String said = new String(create.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assumptions.assumeTrue(create.waitFor() == 0, "this kernel has no sets of type " + type);
    assertThat(said).isEmpty();
    tool("ipset", "destroy", "probe");
  }

  /** Every type, in each family that it has, with entries as the tool writes them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "hash:ip; 4; 10.0.0.1 10.0.0.2",
        "hash:ip; 6; fd00::1 2001:db8::ff",
        "hash:net; 4; 10.0.0.0/8 192.0.2.1",
        "hash:net; 6; fd00::/8 2001:db8::1",
        "hash:mac; 4; 00:11:22:AA:BB:CC",
        "hash:ip,mac; 4; 10.0.0.1,00:11:22:AA:BB:CC",
        "hash:ip,port; 4; 10.0.0.1,tcp:80 10.0.0.1,udp:53 10.0.0.1,sctp:9",
        "hash:ip,port; 6; fd00::1,tcp:80 fd00::1,udp:53",
        "hash:net,port; 4; 10.0.0.0/8,tcp:80",
        "hash:net,port; 6; fd00::/8,udp:53",
        "hash:ip,port,ip; 4; 10.0.0.1,tcp:80,10.0.0.2",
        "hash:ip,port,ip; 6; fd00::1,tcp:80,fd00::2",
        "hash:ip,port,net; 4; 10.0.0.1,tcp:80,10.0.0.0/8",
        "hash:ip,port,net; 6; fd00::1,tcp:80,fd00::/8",
        "hash:ip,mark; 4; 10.0.0.1,0x00000063",
        "hash:ip,mark; 6; fd00::1,0x0badcafe",
        "hash:net,net; 4; 10.0.0.0/8,192.168.0.0/16",
        "hash:net,net; 6; fd00::/8,2001:db8::/32",
        "hash:net,port,net; 4; 10.0.0.0/8,tcp:80,192.168.0.0/16",
        "hash:net,port,net; 6; fd00::/8,tcp:80,2001:db8::/32",
        "hash:net,iface; 4; 10.0.0.0/8,eth0 10.0.0.0/8,physdev:eth1",
        "hash:net,iface; 6; fd00::/8,eth0",
      })
  void entriesOfEveryHashGoBothWays(String type, int family, String entries) throws Exception {
    OwnNamespace.run(
        () -> {
          Set<String> texts = Set.of(entries.split(" "));
          try (IpSetClient client = KernelIpSetClient.open()) {
            assumeType(type);
            List<SetChange> changes = new ArrayList<>();
            changes.add(
                new SetChange.Create(
                    SetDefinition.builder("ours", type).ipv6(family == 6).build()));
            for (String text : texts) {
              changes.add(new SetChange.Add("ours", SetEntryText.parse(type, text)));
            }
            all(client, changes.toArray(SetChange[]::new));
            all(client, changes.toArray(SetChange[]::new)); // a second time: nothing new
            assertThat(saved("ours")).isEqualTo(texts);

            String[] create = ("ipset create theirs " + type).split(" ");
            if (family == 6) {
              create = ("ipset create theirs " + type + " family inet6").split(" ");
            }
            tool(create);
            for (String text : texts) {
              tool("ipset", "add", "theirs", text);
            }
            ObservedSet theirs = client.set("theirs").orElseThrow();
            assertThat(theirs.definition().type()).isEqualTo(type);
            assertThat(theirs.entries())
                .extracting(SetEntryText::format)
                .containsExactlyInAnyOrderElementsOf(texts);
            ObservedSet ours = client.set("ours").orElseThrow();
            assertThat(ours.entries()).containsExactlyInAnyOrderElementsOf(theirs.entries());

            for (SetEntry entry : ours.entries()) {
              if (!type.equals("hash:net,iface")) { // the kernel tests those with packets only
                assertThat(client.test("ours", entry)).isTrue();
              }
              all(client, new SetChange.Delete("ours", entry), new SetChange.Delete("ours", entry));
            }
            assertThat(saved("ours")).isEmpty();
          }
          return null;
        });
  }

  @Test
  void bitmapsAndListsHaveARangeAndASize() throws Exception {
    OwnNamespace.run(
        () -> {
          try (IpSetClient client = KernelIpSetClient.open()) {
            SetDefinition addresses =
                SetDefinition.builder("addresses", "bitmap:ip")
                    .range(InetAddress.getByName("10.0.0.0"), InetAddress.getByName("10.0.0.255"))
                    .build();
            SetDefinition ports =
                SetDefinition.builder("ports", "bitmap:port").range(1000, 2000).build();
            SetDefinition macs =
                SetDefinition.builder("macs", "bitmap:ip,mac")
                    .range(InetAddress.getByName("10.0.0.0"), InetAddress.getByName("10.0.0.255"))
                    .build();
            SetDefinition list = SetDefinition.builder("list", "list:set").size(4).build();
            all(
                client,
                new SetChange.Create(addresses),
                new SetChange.Create(ports),
                new SetChange.Create(macs),
                new SetChange.Create(list),
                new SetChange.Add("addresses", SetEntryText.parse("bitmap:ip", "10.0.0.7")),
                new SetChange.Add("ports", SetEntryText.parse("bitmap:port", "1234")),
                new SetChange.Add(
                    "macs", SetEntryText.parse("bitmap:ip,mac", "10.0.0.9,00:11:22:AA:BB:CC")),
                new SetChange.Add("list", SetEntryText.parse("list:set", "ports")));
            assertThat(tool("ipset", "save"))
                .contains(
                    "create addresses bitmap:ip range 10.0.0.0-10.0.0.255",
                    "add addresses 10.0.0.7")
                .contains("create ports bitmap:port range 1000-2000", "add ports 1234")
                .contains("add macs 10.0.0.9,00:11:22:AA:BB:CC")
                .contains("create list list:set size 4", "add list ports");
            assertThat(client.set("addresses").orElseThrow().definition().last())
                .contains(InetAddress.getByName("10.0.0.255"));
            assertThat(client.set("ports").orElseThrow().definition()).isEqualTo(ports);
            assertThat(client.set("ports").orElseThrow().references()).isEqualTo(1);
            assertThat(client.set("list").orElseThrow().entries())
                .extracting(SetEntryText::format)
                .containsExactly("ports");
          }
          return null;
        });
  }

  @Test
  void entriesCarryTimeoutsCountersCommentsAndNomatch() throws Exception {
    OwnNamespace.run(
        () -> {
          try (IpSetClient client = KernelIpSetClient.open()) {
            SetDefinition definition =
                SetDefinition.builder("s", "hash:net")
                    .timeout(0)
                    .hashSize(2048)
                    .maxElements(100_000)
                    .counters(true)
                    .comments(true)
                    .forceAdd(true)
                    .build();
            SetEntry counted =
                SetEntryText.parse("hash:net", "10.0.0.0/8").toBuilder()
                    .timeout(600_000)
                    .counters(12, 3456)
                    .comment("the office")
                    .build();
            SetEntry out =
                SetEntryText.parse("hash:net", "10.1.0.0/16").toBuilder().nomatch(true).build();
            all(
                client,
                new SetChange.Create(definition),
                new SetChange.Add("s", counted),
                new SetChange.Add("s", out));
            assertThat(tool("ipset", "save", "s"))
                .contains("hashsize 2048 maxelem 100000 timeout 0 counters comment")
                .containsPattern(
                    "add s 10.0.0.0/8 timeout (600000|5[0-9]{5}) packets 12 bytes 3456 comment \"the"
                        + " office\"")
                .containsPattern(
                    "add s 10.1.0.0/16 timeout 0 .*nomatch|add s 10.1.0.0/16 .*nomatch");
            ObservedSet set = client.set("s").orElseThrow();
            assertThat(set.definition().toBuilder().bucketSize(12).build())
                .isEqualTo(definition.toBuilder().bucketSize(12).build());
            assertThat(set.memoryBytes()).isPositive();
            assertThat(set.entries())
                .extracting(e -> e.timeout().orElse(-1) > 500_000 && e.packets().orElse(0) == 12)
                .containsExactlyInAnyOrder(true, false);
            assertThat(set.entries()).extracting(SetEntry::nomatch).containsOnlyOnce(true);
            InetAddress inside = InetAddress.getByName("10.2.3.4");
            InetAddress outside = InetAddress.getByName("10.1.3.4");
            assertThat(client.test("s", SetEntry.of(inside))).isTrue();
            assertThat(client.test("s", SetEntry.of(outside))).isFalse();
          }
          return null;
        });
  }

  @Test
  void setsAreFlushedRenamedSwappedAndDestroyed() throws Exception {
    OwnNamespace.run(
        () -> {
          try (IpSetClient client = KernelIpSetClient.open()) {
            SetEntry one = SetEntryText.parse("hash:ip", "10.0.0.1");
            SetEntry two = SetEntryText.parse("hash:ip", "10.0.0.2");
            all(
                client,
                new SetChange.Create(SetDefinition.builder("a", "hash:ip").build()),
                new SetChange.Create(SetDefinition.builder("b", "hash:ip").build()),
                new SetChange.Add("a", one),
                new SetChange.Add("b", two),
                new SetChange.Swap("a", "b"),
                new SetChange.Rename("b", "c"),
                new SetChange.Flush("a"));
            assertThat(tool("ipset", "save")).contains("create a ", "create c ", "add c 10.0.0.1");
            assertThat(saved("a")).isEmpty();
            all(client, new SetChange.Destroy("a"), new SetChange.Destroy("c"));
            assertThat(client.sets()).isEmpty();
            assertThat(client.set("a")).isEmpty();
          }
          return null;
        });
  }

  @Test
  void aRefusalIsThatOfItsChangeAloneInTheKernelsTerms() throws Exception {
    OwnNamespace.run(
        () -> {
          try (IpSetClient client = KernelIpSetClient.open()) {
            SetEntry six = SetEntryText.parse("hash:ip", "fd00::1");
            List<Optional<KernelException>> results =
                client.apply(
                    List.of(
                        new SetChange.Create(SetDefinition.builder("a", "hash:ip").build()),
                        new SetChange.Create(SetDefinition.builder("b", "no:such").build()),
                        new SetChange.Add("a", six),
                        new SetChange.Add("absent", SetEntryText.parse("hash:ip", "10.0.0.1")),
                        new SetChange.Create(SetDefinition.builder("a", "hash:net").build()),
                        new SetChange.Add("a", SetEntryText.parse("hash:ip", "10.0.0.1"))));
            assertThat(results)
                .extracting(Optional::isPresent)
                .containsExactly(false, true, true, true, true, false);
            assertThat(results.get(2).get())
                .hasMessageContaining("ipset add a fd00::1: IPSET_ERR_");
            assertThat(results.get(3).get().isNotFound()).isTrue();
            tool("iptables -w -A INPUT -m set --match-set a src -j ACCEPT".split(" "));
            assertThat(client.set("a").orElseThrow().references()).isEqualTo(1);
            assertThat(client.apply(List.of(new SetChange.Destroy("a"))).get(0))
                .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("IPSET_ERR_BUSY"));
          }
          return null;
        });
  }

  @Test
  void aLargeSetIsReadWhole() throws Exception {
    OwnNamespace.run(
        () -> {
          try (IpSetClient client = KernelIpSetClient.open()) {
            List<SetChange> changes = new ArrayList<>();
            changes.add(new SetChange.Create(SetDefinition.builder("s", "hash:ip").build()));
            for (int i = 0; i < 20_000; i++) {
              byte[] address = {10, 1, (byte) (i >> 8), (byte) i};
              changes.add(new SetChange.Add("s", SetEntry.of(InetAddress.getByAddress(address))));
            }
            all(client, changes.toArray(SetChange[]::new));
            assertThat(Set.copyOf(client.set("s").orElseThrow().entries())).hasSize(20_000);
            assertThat(saved("s")).hasSize(20_000);
          }
          return null;
        });
  }
}
