package io.kuberouter.nflog;

import static io.kuberouter.netlink.OwnNamespace.ip;
import static io.kuberouter.netlink.OwnNamespace.tool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.OwnNamespace;
import io.kuberouter.nflog.client.KernelNflogReader;
import io.kuberouter.nflog.client.NflogReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules of {@code iptables} log, read by us. */
class KernelNflogReaderTest {

  private static final int GROUP = 100;

  private static void send(String to, int bytes) throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(new byte[bytes], bytes, InetAddress.getByName(to), 7000));
    }
  }

  private static LoggedPacket next(NflogReader reader) throws Exception {
    Optional<NflogEvent> event = reader.poll(Duration.ofMinutes(1));
    assertThat(event).containsInstanceOf(NflogEvent.Packet.class);
    return ((NflogEvent.Packet) event.orElseThrow()).packet();
  }

  @ParameterizedTest
  @CsvSource({"iptables, 127.0.0.1, 28", "ip6tables, ::1, 48"})
  void whatIsDroppedIsTold(String iptables, String to, int headers) throws Exception {
    OwnNamespace.run(
        () -> {
          ip("link", "set", "lo", "up");
          rule(iptables, "INPUT", "KUBE-POD-FW-DROP web");
          rule(iptables, "OUTPUT", "");
          tool(
              (iptables + " -t mangle -A OUTPUT -p udp --dport 7000 -j MARK --set-mark 0x55")
                  .split(" "));
          tool((iptables + " -A INPUT -p udp --dport 7000 -j DROP").split(" "));
          NflogOptions options = NflogOptions.DEFAULT.withCopyBytes(64);
          try (NflogReader reader = KernelNflogReader.open(GROUP, options)) {
            Instant before = Instant.now().minusSeconds(5);
            send(to, 1000);
            LoggedPacket out = next(reader);
            assertThat(out.hook()).isEqualTo(NetfilterHook.OUTPUT);
            assertThat(out.prefix()).isEmpty();
            assertThat(out.mark()).isEqualTo(0x55);
            assertThat(out.outDevice()).hasValue(1);
            assertThat(out.uid()).hasValue(0);
            assertThat(out.sequence()).hasValue(0);
            LoggedPacket in = next(reader);
            assertThat(in.hook()).isEqualTo(NetfilterHook.INPUT);
            assertThat(in.group()).isEqualTo(GROUP);
            assertThat(in.prefix()).isEqualTo("KUBE-POD-FW-DROP web");
            assertThat(in.inDevice()).hasValue(1);
            assertThat(in.sequence()).hasValue(1);
            assertThat(in.payload().length()).isEqualTo(64); // as much as was asked for
            PacketHeader header = in.header().orElseThrow();
            assertThat(header.destination()).isEqualTo(InetAddress.getByName(to));
            assertThat(header.destinationPort()).hasValue(7000);
            assertThat(header.length()).isEqualTo(headers + 1000);
            in.time().ifPresent(time -> assertThat(time).isAfter(before));
            assertThat(reader.poll(Duration.ofMillis(50))).isEmpty();
          }
          return null;
        });
  }

  private static void rule(String iptables, String chain, String prefix) throws Exception {
    String[] rule =
        (iptables + " -A " + chain + " -p udp --dport 7000 -j NFLOG --nflog-group " + GROUP)
            .split(" ");
    if (prefix.isEmpty()) {
      tool(rule);
    } else {
      String[] prefixed = Arrays.copyOf(rule, rule.length + 2);
      prefixed[rule.length] = "--nflog-prefix";
      prefixed[rule.length + 1] = prefix;
      tool(prefixed);
    }
  }

  @Test
  void aGroupHasOneReaderAndIsFreeAgainWhenItIsClosed() throws Exception {
    OwnNamespace.run(
        () -> {
          NflogReader first = KernelNflogReader.open(GROUP, NflogOptions.DEFAULT);
          assertThatThrownBy(() -> KernelNflogReader.open(GROUP, NflogOptions.DEFAULT))
              .isInstanceOfSatisfying(
                  KernelException.class, e -> assertThat(e.isPermissionDenied()).isTrue())
              .hasMessageContaining("NFLOG group 100");
          first.close();
          for (int tries = 0; ; tries++) { // the kernel lets go of it a little later
            try {
              KernelNflogReader.open(GROUP, NflogOptions.DEFAULT).close();
              break;
            } catch (KernelException e) {
              if (tries == 3000) {
                throw e;
              }
              TimeUnit.MILLISECONDS.sleep(20);
            }
          }
          return null;
        });
  }

  @Test
  void packetsThatFindNoRoomAreToldAsLost() throws Exception {
    OwnNamespace.run(
        () -> {
          ip("link", "set", "lo", "up");
          rule("iptables", "OUTPUT", "many");
          try (NflogReader reader =
              KernelNflogReader.open(
                  GROUP,
                  NflogOptions.DEFAULT.withCopyBytes(1024),
                  NetlinkOptions.DEFAULT.withReceiveBufferBytes(4096))) {
            for (int i = 0; i < 200; i++) {
              send("127.0.0.1", 900);
            }
            boolean lost = false;
            for (Optional<NflogEvent> event = reader.poll(Duration.ofMinutes(1));
                event.isPresent() && !lost;
                event = reader.poll(Duration.ofSeconds(2))) {
              lost = event.get() instanceof NflogEvent.Lost;
            }
            assertThat(lost).isTrue();
          }
          return null;
        });
  }
}
