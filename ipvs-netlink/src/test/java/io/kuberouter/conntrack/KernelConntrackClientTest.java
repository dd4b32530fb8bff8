package io.kuberouter.conntrack;

import static io.kuberouter.netlink.OwnNamespace.ip;
import static io.kuberouter.netlink.OwnNamespace.tool;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.conntrack.client.ConntrackClient;
import io.kuberouter.conntrack.client.FlowEvents;
import io.kuberouter.conntrack.client.KernelConntrackClient;
import io.kuberouter.conntrack.client.KernelFlowEvents;
import io.kuberouter.ipvs.Addresses;
import io.kuberouter.netlink.OwnNamespace;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Flows of the running kernel, listed and counted by {@code conntrack}: one name server's address
 * that is translated to two servers, in both families.
 */
class KernelConntrackClientTest extends ConntrackClientContract {

  @Override
  void with(Body body) throws Exception {
    OwnNamespace.run(
        () -> {
          ip("link", "set", "lo", "up");
          try (ConntrackClient client = KernelConntrackClient.open();
              FlowEvents events = KernelFlowEvents.open()) {
            body.run(client, events);
          }
          return null;
        });
  }

  @Override
  boolean begins(ConntrackClient client, Flow flow) throws Exception {
    Process process =
        new ProcessBuilder(ConntrackCommand.insert(flow)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean begun = process.waitFor() == 0;
    assertThat(begun || said.contains("conntrack exists")).as(said).isTrue();
    return begun;
  }

  @Override
  void needsZones() throws Exception {
    OwnNamespace.run(
        () -> {
          Flow zoned = flow(UDP, "10.0.0.1", 1, "10.0.0.9", 53).inZone(5);
          Process process =
              new ProcessBuilder(ConntrackCommand.insert(zoned)).redirectErrorStream(true).start();
          process.getInputStream().readAllBytes();
          Assumptions.assumeTrue(process.waitFor() == 0, "this kernel tracks no zones");
          return null;
        });
  }

  private static String text(InetAddress address) {
    return Addresses.format(address);
  }

  @Override
  long counted(ConntrackClient client, InetAddress destination) throws Exception {
    String family = destination instanceof Inet6Address ? "ipv6" : "ipv4";
    return tool("conntrack", "-L", "-f", family, "--orig-dst", text(destination))
        .lines()
        .filter(line -> line.startsWith("udp") || line.startsWith("tcp"))
        .count();
  }

  private static void send(String to, int port) throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(new byte[1], 1, address(to), port));
    }
  }

  /** What somebody else has put there, with all that they said of it. */
  @Test
  void whatTheToolMakesIsRead() throws Exception {
    with(
        (client, events) -> {
          String made =
              "conntrack -I -p tcp -s 10.0.0.1 -d 10.0.0.2 --sport 1000 --dport 80 --state"
                  + " ESTABLISHED -t 600 -u ASSURED,SEEN_REPLY -m 7";
          tool(made.split(" "));
          Flow tcp = client.flows(FlowFilter.builder().protocol(TCP).build()).get(0);
          assertThat(tcp.tcpState()).contains(TcpState.ESTABLISHED);
          assertThat(tcp.mark()).isEqualTo(7);
          assertThat(tcp.status()).contains(FlowStatus.ASSURED, FlowStatus.SEEN_REPLY);
        });
  }

  @Test
  void theToolSeesWhatChangesInAZone() throws Exception {
    needsZones();
    with(
        (client, events) -> {
          begin(client, flow(UDP, "10.0.0.1", 2, "10.0.0.9", 53));
          begin(client, flow(UDP, "10.0.0.1", 2, "10.0.0.9", 53).inZone(5));
          client.update(FlowFilter.builder().zone(5).build(), FlowUpdate.mark(3));
          assertThat(tool("conntrack", "-L", "-w", "5")).contains("mark=3", "zone=5");
          client.delete(FlowFilter.builder().zone(5).build());
          assertThat(tool("conntrack", "-L")).contains("mark=0").doesNotContain("zone=5");
        });
  }

  private static long listed(String family, String destination) throws Exception {
    return tool("conntrack", "-L", "-f", family, "-p", "udp", "--orig-dst", destination)
        .lines()
        .filter(line -> line.startsWith("udp"))
        .count();
  }

  @ParameterizedTest
  @CsvSource({
    "ipv4, iptables,  10.96.0.53, 32,  10.244.0.1, 10.244.0.2",
    "ipv6, ip6tables, fd96::53,   128, fd24::1,    fd24::2"
  })
  void theFlowsToOneServerAreListedAndDeleted(
      String family, String iptables, String vip, String length, String first, String second)
      throws Exception {
    OwnNamespace.run(
        () -> {
          ip("link", "set", "lo", "up");
          // flows that nobody answers end after 30 s
          Files.writeString(Path.of("/proc/sys/net/netfilter/nf_conntrack_udp_timeout"), "3600");
          for (String local : new String[] {vip, first, second}) {
            ip("addr", "add", local + "/" + length, "dev", "lo");
          }
          tool(
              iptables,
              "-w",
              "-A",
              "OUTPUT",
              "-m",
              "conntrack",
              "--ctstate",
              "NEW",
              "-j",
              "ACCEPT");
          try (ConntrackClient client = KernelConntrackClient.open()) {
            for (String server : new String[] {first, second}) {
              tool(
                  (iptables + " -w -t nat -I OUTPUT -p udp -d " + vip + " --dport 53 -j DNAT --to ")
                      .concat(server)
                      .split(" "));
              send(vip, 53);
              send(vip, 53);
            }
            send(vip, 5353);
            send(first, 53);

            FlowFilter all = new FlowFilter(UDP, address(vip), 53, Optional.empty());
            FlowFilter ofFirst = new FlowFilter(UDP, address(vip), 53, Optional.of(address(first)));
            assertThat(listed(family, vip)).isEqualTo(5);
            assertThat(client.flows(all)).hasSize(4);
            assertThat(client.flows(ofFirst))
                .hasSize(2)
                .allSatisfy(
                    flow -> {
                      assertThat(flow.original().destination()).isEqualTo(address(vip));
                      assertThat(flow.original().protocol()).isEqualTo(UDP);
                      assertThat(flow.reply().source()).isEqualTo(address(first));
                      assertThat(flow.reply().sourcePort()).isEqualTo(53);
                      assertThat(flow.original().sourcePort())
                          .isEqualTo(flow.reply().destinationPort());
                    });

            assertThat(client.delete(ofFirst)).isEqualTo(2);
            assertThat(client.delete(ofFirst)).isZero();
            assertThat(listed(family, vip)).isEqualTo(3);
            assertThat(listed(family, first)).isEqualTo(1);
            assertThat(client.flows(all))
                .extracting(flow -> flow.reply().source())
                .containsOnly(address(second));
            assertThat(tool(("conntrack -L " + all).split(" ")).lines())
                .filteredOn(line -> line.startsWith("udp"))
                .hasSize(2);
          }
          return null;
        });
  }
}
