package io.kuberouter.ipvs;

import static io.kuberouter.netlink.Mutations.reader;
import static io.kuberouter.netlink.OwnNamespace.ip;
import static io.kuberouter.netlink.OwnNamespace.tool;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.ipvs.client.IpvsClient;
import io.kuberouter.ipvs.client.KernelIpvsClient;
import io.kuberouter.ipvs.codec.ChangeCodec;
import io.kuberouter.ipvs.testkit.FakeIpvsClient;
import io.kuberouter.ipvs.text.IpvsadmList;
import io.kuberouter.netlink.Captured;
import io.kuberouter.netlink.Eventually;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.OwnNamespace;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** IPVS of the running kernel; {@code ipvsadm} reads what we write and writes what we read. */
class KernelIpvsClientTest extends IpvsClientContract {

  @BeforeAll
  static void kernelHasIpvs() throws Exception {
    try (IpvsClient client = KernelIpvsClient.open()) {
      assertThat(client.info().version()).isPositive();
    } catch (KernelException e) {
      Assumptions.abort("this kernel has no IPVS, User-mode Linux has: " + e.getMessage());
    }
  }

  @Override
  void with(Body body) throws Exception {
    OwnNamespace.run(
        () -> {
          ip("link", "set", "lo", "up"); // else no address is unicast
          ip("link", "add", "d0", "type", "dummy");
          ip("link", "set", "d0", "up");
          ip("addr", "add", "192.168.9.1/24", "dev", "d0");
          try (IpvsClient client = KernelIpvsClient.open()) {
            body.run(client);
          }
          return null;
        });
  }

  @Override
  List<String> saved(IpvsClient client) throws Exception {
    return tool("ipvsadm", "-Sn").lines().toList();
  }

  /** What the tool makes we read; the fake is told the same and holds the same. */
  @Test
  void whatTheToolMakesIsRead() throws Exception {
    with(
        client -> {
          try (FakeIpvsClient fake = new FakeIpvsClient()) {
            fake.addDevice("d0");
            for (Captured captured : Captured.read(IpvsCaptureTest.class, "ipvsadm-1.31.hex")) {
              String command = captured.command();
              boolean makes = command.matches("ipvsadm -[AEaed] .*");
              if (makes && captured.refusal().isEmpty()) {
                tool(command.split(" "));
                byte[] sent = captured.sent().get(captured.sent().size() - 1);
                fake.execute(ChangeCodec.decode(reader(sent)));
              }
            }
            assertThat(client.services()).hasSize(7);
            assertThat(Set.copyOf(client.services())).isEqualTo(Set.copyOf(fake.services()));
            for (ObservedService service : fake.services()) {
              ServiceKey key = service.service().key();
              assertThat(Set.copyOf(client.servers(key))).isEqualTo(Set.copyOf(fake.servers(key)));
            }
            assertThat(listed(client))
                .isEqualTo(Set.copyOf(tool("ipvsadm", "-Ln").lines().toList()));
          }
        });
  }

  private static Set<String> listed(IpvsClient client) throws Exception {
    Set<String> lines = new HashSet<>(IpvsadmList.head(client.info()).lines().toList());
    for (ObservedService service : client.services()) {
      lines.add(IpvsadmList.service(service).stripTrailing());
      for (ObservedRealServer server : client.servers(service.service().key())) {
        lines.add(IpvsadmList.server(server).replace("\n", ""));
      }
    }
    return lines;
  }

  @Test
  void whatIsCarriedIsCounted() throws Exception {
    with(
        client -> {
          ip("addr", "add", "10.96.0.10/32", "dev", "lo");
          ServiceKey key =
              new ServiceKey.ByAddress(InetAddress.getByName("10.96.0.10"), Protocol.UDP, 53);
          RealServer server = RealServer.masquerade(InetAddress.getByName("192.168.9.7"), 53, 1);
          client.execute(new IpvsChange.AddService(VirtualService.of(key, "rr")));
          client.execute(new IpvsChange.AddServer(key, server));
          try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < 5; i++) {
              socket.send(
                  new DatagramPacket(new byte[72], 72, InetAddress.getByName("10.96.0.10"), 53));
            }
          }
          // summed every two seconds
          Eventually.await(() -> client.service(key).orElseThrow().stats().packetsIn() >= 5);
          TrafficStats stats = client.service(key).orElseThrow().stats();
          assertThat(stats.connections()).isEqualTo(1);
          assertThat(stats.packetsIn()).isEqualTo(5);
          assertThat(stats.bytesIn()).isEqualTo(500);
          ObservedRealServer observed = client.servers(key).get(0);
          assertThat(observed.inactiveConnections()).isEqualTo(1);
          assertThat(observed.stats().packetsIn()).isEqualTo(5);
          String listed = tool("ipvsadm", "-Ln", "--stats", "--exact");
          assertThat(listed).containsPattern("UDP\\s+10.96.0.10:53\\s+1\\s+5\\s+0\\s+500\\s+0");
          client.execute(new IpvsChange.Zero(Optional.of(key)));
          assertThat(client.service(key).orElseThrow().stats().packetsIn()).isZero();
        });
  }

  @Test
  void aLargeTableIsReadWhole() throws Exception {
    with(
        client -> {
          ServiceKey key = tcp("10.0.0.1", 80);
          List<IpvsChange> changes = new ArrayList<>();
          changes.add(new IpvsChange.AddService(VirtualService.of(key, "rr")));
          for (int i = 1; i <= 3000; i++) {
            byte[] to = {10, (byte) 244, (byte) (i >> 8), (byte) i};
            changes.add(
                new IpvsChange.AddServer(
                    key, RealServer.masquerade(InetAddress.getByAddress(to), 80, 1)));
          }
          assertThat(client.apply(changes)).allMatch(Optional::isEmpty);
          assertThat(Set.copyOf(client.servers(key))).hasSize(3000);
          Set<ObservedRealServer> streamed = new HashSet<>();
          client.forEachServer(key, streamed::add);
          assertThat(streamed).hasSize(3000);
          List<ObservedService> services = new ArrayList<>();
          client.forEachService(services::add);
          assertThat(services).isEqualTo(client.services());
        });
  }
}
