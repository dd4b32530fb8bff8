package io.kuberouter.bgp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.interop.Await;
import io.kuberouter.bgp.interop.FreePort;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.rib.Route;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4724 between two speakers on loopback addresses, in both families. */
class GracefulRestartTest {

  private int port;
  private final InetAddress helperIp = ip("127.0.17.1");
  private final InetAddress otherIp = ip("127.0.17.2");
  private final Map<Prefix, InetAddress> heard = new ConcurrentHashMap<>();
  private final Map<InetAddress, SessionState> states = new ConcurrentHashMap<>();

  /** When a best route was heard to be gone, in nanoseconds. */
  private final AtomicLong gone = new AtomicLong();

  private Speaker helper;
  private Speaker other;

  private static InetAddress ip(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (java.net.UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Prefix prefix(String address, int length) {
    return new Prefix(ip(address), length);
  }

  private Speaker speaker(InetAddress own, SpeakerListener listener) throws Exception {
    return Speaker.start(
        new SpeakerConfig(64512, own, List.of(new InetSocketAddress(own, port))), listener);
  }

  private void addPeer(Speaker speaker, InetAddress own, InetAddress peer, int restart) {
    PeerConfigBuilder config = PeerConfig.builder(peer, 64512).port(port).localAddress(own);
    if (restart > 0) {
      config.gracefulRestart(Duration.ofSeconds(restart));
    }
    speaker.addPeer(config.build());
  }

  private void hear(SpeakerEvent event) {
    if (event instanceof SpeakerEvent.BestRouteChanged c) {
      c.route()
          .flatMap(Route::nextHop)
          .ifPresentOrElse(n -> heard.put(c.prefix(), n), () -> lost(c.prefix()));
    } else if (event instanceof SpeakerEvent.PeerStateChanged c) {
      states.put(c.peer(), c.now());
    }
  }

  private void lost(Prefix prefix) {
    gone.set(System.nanoTime());
    heard.remove(prefix);
  }

  private void startHelper(int restart) throws Exception {
    helper = speaker(helperIp, this::hear);
    addPeer(helper, helperIp, otherIp, restart);
  }

  /** It has its routes before it has its session, so that they are told before its End-of-RIB. */
  private void startOther(int restart, InetAddress nextHop, Prefix... prefixes) throws Exception {
    other = speaker(otherIp, SpeakerListener.NONE);
    for (Prefix prefix : prefixes) {
      other.announce(prefix, nextHop);
    }
    addPeer(other, otherIp, helperIp, restart);
  }

  private boolean keeps(Prefix prefix) {
    List<Route> routes = helper.routes(prefix).join();
    return routes.size() == 1 && routes.get(0).stale();
  }

  private boolean established() {
    return states.get(otherIp) == SessionState.ESTABLISHED;
  }

  @BeforeEach
  void findPort() throws Exception {
    port = FreePort.on("127.0.17.1", "127.0.17.2");
  }

  @AfterEach
  void stop() {
    helper.close();
    other.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.0.0/24 10.2.0.0/24 10.0.0.2", "fd01::/64 fd02::/64 fd00::2"})
  void routesStayWhileTheNeighbourRestartsAndWhatItTellsNoMoreGoesAtItsEndOfRib(String texts)
      throws Exception {
    String[] text = texts.split(" ");
    Prefix kept = prefix(text[0].split("/")[0], Integer.parseInt(text[0].split("/")[1]));
    Prefix dropped = prefix(text[1].split("/")[0], Integer.parseInt(text[1].split("/")[1]));
    InetAddress nextHop = ip(text[2]);
    startHelper(300);
    startOther(300, nextHop, kept, dropped);
    Await.until(() -> heard.size() == 2);
    other.close();
    Await.until(() -> !established());
    assertThat(keeps(kept)).isTrue();
    assertThat(keeps(dropped)).isTrue();
    assertThat(heard).containsOnlyKeys(kept, dropped);
    startOther(300, nextHop, kept);
    Await.until(() -> heard.size() == 1);
    assertThat(heard).containsOnlyKeys(kept);
    assertThat(established()).isTrue();
  }

  @Test
  void routesGoWhenTheNeighbourIsNotBackInItsRestartTime() throws Exception {
    startHelper(30);
    startOther(1, ip("10.0.0.2"), prefix("10.1.0.0", 24));
    Await.until(() -> heard.size() == 1);
    long before = System.nanoTime(); // the timer starts later, and what is heard is heard later
    other.close();
    Await.until(heard::isEmpty);
    assertThat(Duration.ofNanos(gone.get() - before)).isGreaterThan(Duration.ofMillis(990));
  }

  @Test
  void withoutTheCapabilityRoutesGoAtOnce() throws Exception {
    startHelper(30);
    startOther(0, ip("10.0.0.2"), prefix("10.1.0.0", 24));
    Await.until(() -> heard.size() == 1);
    other.close();
    Await.until(heard::isEmpty);
  }

  @Test
  void aNeighbourThatIsRemovedTakesItsRoutesAlong() throws Exception {
    startHelper(30);
    startOther(30, ip("10.0.0.2"), prefix("10.1.0.0", 24));
    Await.until(() -> heard.size() == 1);
    helper.removePeer(otherIp);
    Await.until(heard::isEmpty);
  }
}
