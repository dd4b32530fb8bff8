package io.kuberouter.bgp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.interop.Daemon.Bird;
import io.kuberouter.bgp.interop.Daemon.GoBgp;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.rib.Route;
import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.bgp.session.Speaker;
import io.kuberouter.bgp.session.SpeakerConfig;
import io.kuberouter.bgp.session.SpeakerEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions with BIRD and GoBGP on the loopback network, both families over each. */
class InteropTest {

  private static final String OUR_4 = "10.244.7.0/24";
  private static final String OUR_6 = "fd24:0:0:7::/64";

  @TempDir private Path folder;

  private final Map<String, String> heard = new ConcurrentHashMap<>();
  private volatile SessionState state = SessionState.IDLE;

  private static InetAddress ip(String text) throws Exception {
    return InetAddress.getByName(text);
  }

  private static Prefix prefix(String text) throws Exception {
    String[] parts = text.split("/");
    return new Prefix(ip(parts[0]), Integer.parseInt(parts[1]));
  }

  private static String text(Prefix prefix) {
    return prefix.isIpv6() && prefix.length() == 48 ? Daemon.ROUTE_6 : prefix.toString();
  }

  private Daemon daemon(String name, long asn) {
    Daemon daemon = name.equals("BIRD") ? new Bird(folder, asn) : new GoBgp(folder, asn);
    assumeTrue(Daemon.find(daemon.program()).isPresent(), daemon.program() + " is not installed");
    return daemon;
  }

  private void hear(SpeakerEvent event) {
    if (event instanceof SpeakerEvent.BestRouteChanged c) {
      Optional<Route> learned = c.route().filter(r -> !r.source().isLocal());
      learned
          .flatMap(Route::nextHop)
          .ifPresentOrElse(
              n -> heard.put(text(c.prefix()), n.getHostAddress()),
              () -> heard.remove(text(c.prefix())));
    } else if (event instanceof SpeakerEvent.PeerStateChanged c) {
      state = c.now();
    }
  }

  private Speaker speaker(long theirs) throws Exception {
    Speaker speaker =
        Speaker.start(
            new SpeakerConfig(
                64512,
                ip("10.18.0.1"),
                List.of(new InetSocketAddress(ip(Daemon.US), Daemon.OUR_PORT))),
            this::hear);
    speaker.addPeer(
        PeerConfig.builder(ip(Daemon.THEM), theirs)
            .port(Daemon.THEIR_PORT)
            .localAddress(ip(Daemon.US))
            .gracefulRestart(Duration.ofSeconds(30))
            .importPolicy(Policy.ACCEPT_ALL)
            .exportPolicy(Policy.ACCEPT_ALL)
            .build());
    speaker.announce(prefix(OUR_4), ip("192.0.2.1"));
    speaker.announce(prefix(OUR_6), ip("2001:db8::1"));
    return speaker;
  }

  private static void within(Daemon daemon, int seconds, Callable<Boolean> condition)
      throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (!condition.call() && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    assertThat(condition.call()).as(() -> lastWords(daemon)).isTrue();
  }

  private static String lastWords(Daemon daemon) {
    try {
      String log = daemon.log();
      return daemon.program() + " said: " + log.substring(Math.max(0, log.length() - 3000));
    } catch (java.io.IOException e) {
      return daemon.program() + " said nothing";
    }
  }

  @ParameterizedTest
  @CsvSource({"BIRD, 65000", "BIRD, 64512", "BIRD, 4200000000", "GoBGP, 65000", "GoBGP, 64512"})
  void routesOfBothFamiliesGoBothWaysAndAreWithdrawn(String name, long asn) throws Exception {
    try (Daemon daemon = daemon(name, asn);
        Speaker speaker = speaker(asn)) {
      daemon.start();
      within(daemon, 30, () -> heard.size() == 2);
      assertThat(heard).containsEntry(Daemon.ROUTE_4, "192.0.2.18");
      assertThat(heard).containsKey(Daemon.ROUTE_6);
      assertThat(ip(heard.get(Daemon.ROUTE_6))).isEqualTo(ip("2001:db8::18"));
      within(daemon, 10, () -> !daemon.route(OUR_4).isEmpty() && !daemon.route(OUR_6).isEmpty());
      assertThat(daemon.route(OUR_4)).contains("192.0.2.1");
      assertThat(daemon.route(OUR_6)).contains("2001:db8::1");
      daemon.withdraw();
      within(daemon, 10, () -> heard.size() == 1);
      speaker.withdraw(prefix(OUR_4));
      speaker.withdraw(prefix(OUR_6));
      within(daemon, 10, () -> daemon.route(OUR_4).isEmpty() && daemon.route(OUR_6).isEmpty());
      assertThat(state).isEqualTo(SessionState.ESTABLISHED);
    }
  }

  @ParameterizedTest
  @CsvSource({"BIRD", "GoBGP"})
  void weHelpANeighbourThatRestarts(String name) throws Exception {
    try (Daemon daemon = daemon(name, 65000);
        Speaker speaker = speaker(65000)) {
      daemon.start();
      within(daemon, 30, () -> heard.size() == 2);
      daemon.kill();
      within(daemon, 10, () -> state != SessionState.ESTABLISHED);
      assertThat(heard).hasSize(2);
      speaker.withdraw(prefix(OUR_6));
      daemon.start();
      within(daemon, 30, () -> state == SessionState.ESTABLISHED);
      // A daemon that lost its forwarding state says so in its OPEN (no F bit): then its routes go
      // at once and come again with its UPDATEs (RFC 4724, 4.2).
      within(daemon, 20, () -> heard.size() == 2);
      within(daemon, 20, () -> !daemon.route(OUR_4).isEmpty());
      assertThat(daemon.route(OUR_6)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"BIRD", "GoBGP"})
  void aNeighbourHelpsUsWhenWeRestart(String name) throws Exception {
    try (Daemon daemon = daemon(name, 65000)) {
      try (Speaker first = speaker(65000)) {
        daemon.start();
        within(daemon, 30, () -> !daemon.route(OUR_4).isEmpty() && !daemon.route(OUR_6).isEmpty());
        first.announce(prefix(OUR_4), ip("192.0.2.1")); // what it has announced already
      }
      Thread.sleep(500);
      assertThat(daemon.route(OUR_4)).isNotEmpty();
      assertThat(daemon.route(OUR_6)).isNotEmpty();
      try (Speaker second = speaker(65000)) {
        second.withdraw(prefix(OUR_6));
        within(daemon, 30, () -> state == SessionState.ESTABLISHED);
        within(daemon, 20, () -> daemon.route(OUR_6).isEmpty());
        assertThat(daemon.route(OUR_4)).isNotEmpty();
      }
    }
  }
}
