package io.kuberouter.conntrack;

import static io.kuberouter.netlink.OwnNamespace.ip;
import static io.kuberouter.netlink.OwnNamespace.tool;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.conntrack.client.ConntrackClient;
import io.kuberouter.conntrack.client.KernelConntrackClient;
import io.kuberouter.netlink.OwnNamespace;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Flows of the running kernel, listed and counted by {@code conntrack}: one name server's address
 * that is translated to two servers, in both families.
 */
class ConntrackContractTest {

  private static final int UDP = 17;

  private static InetAddress address(String text) throws Exception {
    return InetAddress.getByName(text);
  }

  private static void send(String to, int port) throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(new byte[1], 1, address(to), port));
    }
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
          for (String local : new String[] {vip, first, second}) {
            ip("addr", "add", local + "/" + length, "dev", "lo");
          }
          tool(iptables, "-A", "OUTPUT", "-m", "conntrack", "--ctstate", "NEW", "-j", "ACCEPT");
          try (ConntrackClient client = KernelConntrackClient.open()) {
            for (String server : new String[] {first, second}) {
              tool(
                  (iptables + " -t nat -I OUTPUT -p udp -d " + vip + " --dport 53 -j DNAT --to ")
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
