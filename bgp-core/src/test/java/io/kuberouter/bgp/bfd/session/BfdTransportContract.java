package io.kuberouter.bgp.bfd.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.bgp.bfd.BfdConfig;
import io.kuberouter.bgp.bfd.BfdNeighbor;
import io.kuberouter.bgp.interop.FreePort;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.OctetString;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every transport does: the kernel's and the one in memory. */
abstract class BfdTransportContract {

  /** A minute, in microseconds. */
  static final long LONG = 60_000_000;

  private int port;
  private int another;

  @BeforeEach
  void findPorts() throws IOException {
    port = FreePort.on("127.0.18.1", "127.0.18.2", "::1");
    do {
      another = FreePort.on("127.0.18.1", "127.0.18.2", "::1");
    } while (another == port);
  }

  final int port() {
    return port;
  }

  /** Opens a transport on a host that has 127.0.18.1, 127.0.18.2 and ::1. */
  abstract BfdTransport open(List<InetAddress> addresses, int port) throws IOException;

  private static BfdNeighbor neighbor(InetAddress to, Optional<InetAddress> from, int port) {
    return new BfdNeighbor(to, from, port, BfdConfig.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.18.1", "::1"})
  void datagramsArriveWithTheirHopLimitAndOneSourcePortForASession(String text) throws Exception {
    InetAddress there = IpAddresses.parse(text);
    InetAddress here = text.contains(":") ? there : IpAddresses.parse("127.0.18.2");
    try (BfdTransport us = open(List.of(here), another);
        BfdTransport them = open(List.of(there), port);
        BfdTransport.Sender one = us.open(neighbor(there, Optional.of(here), port));
        BfdTransport.Sender two = us.open(neighbor(there, Optional.of(here), port))) {
      one.send(OctetString.parseHex("0102"));
      Datagram first = them.receive(LONG).orElseThrow();
      one.send(OctetString.parseHex("03"));
      Datagram second = them.receive(LONG).orElseThrow();
      two.send(OctetString.parseHex("04"));
      Datagram third = them.receive(LONG).orElseThrow();
      assertThat(first.payload()).isEqualTo(OctetString.parseHex("0102"));
      assertThat(first.hopLimit()).isEqualTo(255);
      assertThat(first.source()).isEqualTo(here);
      assertThat(first.sourcePort()).isBetween(49152, 65535);
      assertThat(second.sourcePort()).isEqualTo(first.sourcePort());
      assertThat(third.sourcePort()).isNotEqualTo(first.sourcePort());
      assertThat(them.receive(0)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.18.1", "::1"})
  void rfc5883OverSeveralHopsPacketsComeToAPortOfTheirOwn(String text) throws Exception {
    InetAddress there = IpAddresses.parse(text);
    InetAddress here = text.contains(":") ? there : IpAddresses.parse("127.0.18.2");
    int several = BfdNeighbor.MULTIHOP_PORT;
    try (BfdTransport us = open(List.of(here), another);
        BfdTransport them = open(List.of(there), port);
        BfdTransport.Sender theirs =
            them.open(
                new BfdNeighbor(here, Optional.of(there), several + 9, 2, BfdConfig.DEFAULT));
        BfdTransport.Sender one = us.open(neighbor(there, Optional.of(here), several));
        BfdTransport.Sender two = us.open(neighbor(there, Optional.of(here), port))) {
      theirs.send(OctetString.parseHex("09")); // to nobody
      one.send(OctetString.parseHex("01"));
      Datagram first = them.receive(LONG).orElseThrow();
      two.send(OctetString.parseHex("02"));
      Datagram second = them.receive(LONG).orElseThrow();
      assertThat(first.multihop()).isTrue();
      assertThat(second.multihop()).isFalse();
      assertThat(first.hopLimit()).isEqualTo(255);
    }
  }

  @Test
  void aWaitEndsInTimeOrWhenWoken() throws Exception {
    try (BfdTransport us = open(List.of(IpAddresses.parse("127.0.18.1")), port)) {
      long begin = System.nanoTime();
      assertThat(us.receive(20_000)).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(15));
      us.wakeUp();
      begin = System.nanoTime();
      assertThat(us.receive(LONG)).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isLessThan(Duration.ofNanos(LONG * 1000));
    }
  }

  @Test
  void whatIsTakenIsRefused() throws Exception {
    List<InetAddress> here = List.of(IpAddresses.parse("127.0.18.1"));
    try (BfdTransport us = open(here, port)) {
      assertThat(us.receive(0)).isEmpty();
      assertThatThrownBy(() -> open(here, port).close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Address already in use");
    }
  }

  @Test
  void aLocalAddressThatIsNotOursIsRefused() throws Exception {
    InetAddress here = IpAddresses.parse("127.0.18.1");
    try (BfdTransport us = open(List.of(here), port)) {
      assertThatThrownBy(
              () -> us.open(neighbor(here, Optional.of(IpAddresses.parse("192.0.2.77")), port)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Cannot assign requested address");
    }
  }
}
