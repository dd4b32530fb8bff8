package io.kuberouter.nflog;

import static io.kuberouter.netlink.OwnNamespace.ip;
import static io.kuberouter.netlink.OwnNamespace.tool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.netlink.Eventually;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.OwnNamespace;
import io.kuberouter.nflog.client.KernelNflogReader;
import io.kuberouter.nflog.client.NflogReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules of {@code iptables} log, read by us. */
class KernelNflogReaderTest extends NflogReaderContract {

  @Override
  void with(NflogOptions options, boolean few, Body body) throws Exception {
    OwnNamespace.run(
        () -> {
          ip("link", "set", "lo", "up");
          for (String iptables : new String[] {"iptables", "ip6tables"}) {
            rule(iptables, "OUTPUT", PREFIX);
            mark(iptables);
          }
          NetlinkOptions netlink =
              few ? NetlinkOptions.DEFAULT.withReceiveBufferBytes(4096) : NetlinkOptions.DEFAULT;
          try (NflogReader reader = KernelNflogReader.open(GROUP, options, netlink)) {
            body.run(reader, KernelNflogReaderTest::send);
          }
          return null;
        });
  }

  private static void mark(String iptables) throws Exception {
    tool(
        (iptables + " -w -t mangle -A OUTPUT -p udp --dport 7000 -j MARK --set-mark " + MARK)
            .split(" "));
  }

  private static void send(String to, int bytes) throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(new byte[bytes], bytes, InetAddress.getByName(to), 7000));
    }
  }

  @ParameterizedTest
  @CsvSource({"iptables, 127.0.0.1, 28", "ip6tables, ::1, 48"})
  void whatIsDroppedIsTold(String iptables, String to, int headers) throws Exception {
    OwnNamespace.run(
        () -> {
          ip("link", "set", "lo", "up");
          rule(iptables, "INPUT", "KUBE-POD-FW-DROP web");
          rule(iptables, "OUTPUT", "");
          mark(iptables);
          tool((iptables + " -w -A INPUT -p udp --dport 7000 -j DROP").split(" "));
          NflogOptions options = NflogOptions.DEFAULT.withCopyBytes(64);
          try (NflogReader reader = KernelNflogReader.open(GROUP, options)) {
            Instant before = Instant.now().minusSeconds(5);
            send(to, 1000);
            LoggedPacket out = next(reader);
            assertThat(out.hook()).isEqualTo(NetfilterHook.OUTPUT);
            assertThat(out.prefix()).isEmpty();
            assertThat(out.mark()).isEqualTo(MARK);
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
        (iptables + " -w -A " + chain + " -p udp --dport 7000 -j NFLOG --nflog-group " + GROUP)
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
          // the kernel lets go of it a little later
          assertThat(Eventually.await(KernelNflogReaderTest::isFree)).isTrue();
          return null;
        });
  }

  private static boolean isFree() throws IOException {
    try {
      KernelNflogReader.open(GROUP, NflogOptions.DEFAULT).close();
      return true;
    } catch (KernelException e) {
      return false;
    }
  }
}
