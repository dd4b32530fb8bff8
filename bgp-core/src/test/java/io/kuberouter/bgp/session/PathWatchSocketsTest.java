package io.kuberouter.bgp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.bfd.BfdConfig;
import io.kuberouter.bgp.bfd.BfdNeighbor;
import io.kuberouter.bgp.bfd.BfdState;
import io.kuberouter.bgp.bfd.jffi.KernelBfdTransport;
import io.kuberouter.bgp.bfd.session.BfdSessions;
import io.kuberouter.bgp.bfd.session.BfdSpeaker;
import io.kuberouter.bgp.bfd.session.BfdTransport;
import io.kuberouter.bgp.bfd.session.Datagram;
import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.interop.Await;
import io.kuberouter.bgp.interop.FreePort;
import io.kuberouter.bgp.number.IpAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BFD and BGP between two speakers by the kernel's sockets, on the loopback device. */
class PathWatchSocketsTest {

  /** Three seconds without a packet: a slow machine with much else to do sends one. */
  private static final BfdConfig FAST =
      new BfdConfig(Duration.ofMillis(100), Duration.ofMillis(100), 30, false);

  private final AtomicBoolean cut = new AtomicBoolean();

  /** The kernel's, through which nothing gets while it is cut. */
  private record Cable(BfdTransport of, AtomicBoolean cut) implements BfdTransport {
    @Override
    public Sender open(BfdNeighbor neighbor) throws IOException {
      return of.open(neighbor);
    }

    @Override
    public Optional<Datagram> receive(long micros) throws IOException {
      Optional<Datagram> there = of.receive(micros);
      return cut.get() ? Optional.empty() : there;
    }

    @Override
    public void wakeUp() {
      of.wakeUp();
    }

    @Override
    public void close() {
      of.close();
    }
  }

  private BfdSessions.Starter bfd(InetAddress own, int port) {
    return told ->
        BfdSpeaker.start(new Cable(KernelBfdTransport.open(List.of(own), port), cut), told);
  }

  private static PeerStatus status(Speaker speaker) {
    return speaker.peers().join().get(0);
  }

  private static boolean up(Speaker speaker) {
    PeerStatus status = status(speaker);
    return status.state() == SessionState.ESTABLISHED
        && status.path().filter(p -> p.state() == BfdState.UP).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"127.0.19.1, 127.0.19.2, 1", "::1, ::1, 1", "127.0.19.1, 127.0.19.2, 3"})
  void aPathThatFailsEndsTheSessionLongBeforeTheHoldTimerAndItComesBack(
      String one, String two, int hops) throws Exception {
    InetAddress a = IpAddresses.parse(one);
    InetAddress b = IpAddresses.parse(two);
    int portA = FreePort.on(one, two);
    int portB = FreePort.on(one, two);
    int left = hops == 1 ? portA : BfdNeighbor.MULTIHOP_PORT;
    int right = hops == 1 ? portB : BfdNeighbor.MULTIHOP_PORT;
    try (Speaker first =
            Speaker.start(
                new SpeakerConfig(
                    64512, IpAddresses.parse("10.0.0.1"), List.of(new InetSocketAddress(a, portA))),
                SpeakerListener.NONE,
                bfd(a, portA));
        Speaker second =
            Speaker.start(
                new SpeakerConfig(
                    64512, IpAddresses.parse("10.0.0.2"), List.of(new InetSocketAddress(b, portB))),
                SpeakerListener.NONE,
                bfd(b, portB))) {
      PeerConfig.Bfd toSecond = new PeerConfig.Bfd(FAST, right, hops, true);
      PeerConfig.Bfd toFirst = new PeerConfig.Bfd(FAST, left, hops, true);
      first.addPeer(PeerConfig.builder(b, 64512).port(portB).localAddress(a).bfd(toSecond).build());
      second.addPeer(PeerConfig.builder(a, 64512).port(portA).localAddress(b).bfd(toFirst).build());
      Await.until(() -> up(first) && up(second));
      cut.set(true);
      Await.until(() -> !up(first) && !up(second)); // the hold time is longer than it waits
      Await.until(() -> status(first).state() == SessionState.IDLE);
      assertThat(status(first).history())
          .anyMatch(
              c ->
                  c.before() == SessionState.ESTABLISHED
                      && (c.why().startsWith("BFD says that the path is down: ")
                          || c.why().contains("Cease/BFD Down")));
      cut.set(false);
      Await.until(() -> up(first) && up(second));
    }
  }
}
