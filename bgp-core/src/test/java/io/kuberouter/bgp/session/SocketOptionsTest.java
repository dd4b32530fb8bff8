package io.kuberouter.bgp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.interop.Await;
import io.kuberouter.bgp.interop.FreePort;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.socket.SocketControl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * TCP MD5 signatures (RFC 2385) and GTSM (RFC 5082) between two speakers on the loopback device.
 */
class SocketOptionsTest {

  private int port;

  @BeforeEach
  void findPort() throws IOException {
    port = FreePort.on("127.0.16.1", "127.0.16.2", "127.0.16.3", "127.0.16.4");
  }

  private PeerConfigBuilder config(InetAddress peer, InetAddress own) {
    return PeerConfig.builder(peer, 64512).port(port).localAddress(own);
  }

  private Speaker speaker(InetAddress own, String identifier) throws IOException {
    return Speaker.start(
        new SpeakerConfig(
            64512, IpAddresses.parse(identifier), List.of(new InetSocketAddress(own, port))),
        event -> {});
  }

  private static boolean comesUp(Speaker speaker, int seconds) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (System.nanoTime() < end) {
      if (speaker.peers().join().get(0).state() == SessionState.ESTABLISHED) {
        return true;
      }
      Thread.sleep(50);
    }
    return false;
  }

  private static void awaitDown(Speaker speaker) throws Exception {
    Await.until(
        "the first session ends",
        () -> speaker.peers().join().get(0).state() != SessionState.ESTABLISHED);
  }

  private static void assumeMd5() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
      server.bind(new InetSocketAddress(IpAddresses.parse("127.0.16.9"), 0));
      try {
        SocketControl.listening((InetSocketAddress) server.getLocalAddress())
            .md5Key(IpAddresses.parse("127.0.16.8"), new byte[] {1});
      } catch (IOException e) {
        assumeTrue(false, "the kernel has no TCP_MD5SIG: " + e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.16.1, 127.0.16.2, same, same, true",
    "127.0.16.1, 127.0.16.2, same, other, false",
    "127.0.16.1, 127.0.16.2, same, '', false"
  })
  void aSessionComesUpWithTheSameKeyOnly(
      String one, String two, String first, String second, boolean up) throws Exception {
    assumeMd5();
    InetAddress a = IpAddresses.parse(one);
    InetAddress b = IpAddresses.parse(two);
    try (Speaker left = speaker(a, "10.0.0.1");
        Speaker right = speaker(b, "10.0.0.2")) {
      left.addPeer(config(b, a).password(Secret.of(first)).build());
      PeerConfigBuilder other = config(a, b);
      if (!second.isEmpty()) {
        other.password(Secret.of(second));
      }
      right.addPeer(other.build());
      assertThat(comesUp(left, up ? 60 : 2)).isEqualTo(up);
    }
  }

  @Test
  void gtsmLetsANeighbourInThatSendsWithTheHighestHopLimitAndNoOther() throws Exception {
    InetAddress a = IpAddresses.parse("127.0.16.3");
    InetAddress b = IpAddresses.parse("127.0.16.4");
    try (Speaker left = speaker(a, "10.0.0.1");
        Speaker right = speaker(b, "10.0.0.2")) {
      left.addPeer(config(b, a).gtsm(1).build());
      right.addPeer(config(a, b).gtsm(1).build());
      assertThat(comesUp(left, 60)).isTrue();
      right.addPeer(config(a, b).ttl(64).build());
      awaitDown(left);
      // The side that checks is asked: an OPEN that overtook the option may still be answered, and
      // then the other side, which checks nothing, is up until its hold timer ends.
      assertThat(comesUp(left, 2)).isFalse();
    }
  }
}
