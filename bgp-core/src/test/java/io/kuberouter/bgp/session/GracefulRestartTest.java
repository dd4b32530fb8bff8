package io.kuberouter.bgp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.rib.Route;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4724 between two speakers on loopback addresses, in both families. */
class GracefulRestartTest {

  private static final AtomicInteger PORTS = new AtomicInteger(21_790);

  private final int port = PORTS.getAndIncrement();
  private final InetAddress helperIp = ip("127.0.17.1");
  private final InetAddress otherIp = ip("127.0.17.2");
  private final Map<Prefix, InetAddress> heard = new ConcurrentHashMap<>();
  private final Map<InetAddress, SessionState> states = new ConcurrentHashMap<>();
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

  private static void within(int seconds, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private Speaker speaker(InetAddress own, InetAddress peer, SpeakerListener listener, int restart)
      throws Exception {
    Speaker speaker =
        Speaker.start(
            new SpeakerConfig(64512, own, List.of(new InetSocketAddress(own, port))), listener);
    PeerConfigBuilder config = PeerConfig.builder(peer, 64512).port(port).localAddress(own);
    if (restart > 0) {
      config.gracefulRestart(Duration.ofSeconds(restart));
    }
    speaker.addPeer(config.build());
    return speaker;
  }

  private void hear(SpeakerEvent event) {
    if (event instanceof SpeakerEvent.BestRouteChanged c) {
      c.route()
          .flatMap(Route::nextHop)
          .ifPresentOrElse(n -> heard.put(c.prefix(), n), () -> heard.remove(c.prefix()));
    } else if (event instanceof SpeakerEvent.PeerStateChanged c) {
      states.put(c.peer(), c.now());
    }
  }

  private void startHelper(int restart) throws Exception {
    helper = speaker(helperIp, otherIp, this::hear, restart);
  }

  private void startOther(int restart) throws Exception {
    other = speaker(otherIp, helperIp, event -> {}, restart);
  }

  private boolean established() {
    return states.get(otherIp) == SessionState.ESTABLISHED;
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
    startHelper(30);
    startOther(30);
    other.announce(kept, ip(text[2]));
    other.announce(dropped, ip(text[2]));
    within(10, () -> heard.size() == 2);
    other.close();
    within(5, () -> !established());
    Thread.sleep(300);
    assertThat(heard).containsOnlyKeys(kept, dropped);
    startOther(30);
    other.announce(kept, ip(text[2]));
    within(15, () -> heard.size() == 1);
    assertThat(heard).containsOnlyKeys(kept);
    assertThat(established()).isTrue();
  }

  @Test
  void routesGoWhenTheNeighbourIsNotBackInItsRestartTime() throws Exception {
    startHelper(30);
    startOther(1);
    other.announce(prefix("10.1.0.0", 24), ip("10.0.0.2"));
    within(10, () -> heard.size() == 1);
    other.close();
    within(5, () -> !established());
    assertThat(heard).hasSize(1);
    within(5, heard::isEmpty);
  }

  @Test
  void withoutTheCapabilityRoutesGoAtOnce() throws Exception {
    startHelper(30);
    startOther(0);
    other.announce(prefix("10.1.0.0", 24), ip("10.0.0.2"));
    within(10, () -> heard.size() == 1);
    other.close();
    within(2, heard::isEmpty);
  }

  @Test
  void aNeighbourThatIsRemovedTakesItsRoutesAlong() throws Exception {
    startHelper(30);
    startOther(30);
    other.announce(prefix("10.1.0.0", 24), ip("10.0.0.2"));
    within(10, () -> heard.size() == 1);
    helper.removePeer(otherIp);
    within(2, heard::isEmpty);
  }
}
