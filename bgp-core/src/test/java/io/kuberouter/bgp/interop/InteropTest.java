package io.kuberouter.bgp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.interop.Daemon.Bird;
import io.kuberouter.bgp.interop.Daemon.Frr;
import io.kuberouter.bgp.interop.Daemon.GoBgp;
import io.kuberouter.bgp.interop.Daemon.OpenBgpd;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.rib.Route;
import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.bgp.session.PeerConfigBuilder;
import io.kuberouter.bgp.session.Secret;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions with BIRD, FRR, GoBGP and OpenBGPD on the loopback network, both families over each. */
class InteropTest {

  private static final String OUR_4 = "10.244.7.0/24";
  private static final String OUR_6 = "fd24:0:0:7::/64";

  private static final InteropTable TABLE = new InteropTable();

  @TempDir private Path folder;

  private final Map<String, String> heard = new ConcurrentHashMap<>();
  private volatile SessionState state = SessionState.IDLE;

  @AfterAll
  static void writeTable() throws Exception {
    TABLE.write(Path.of("target", "interop.md"));
  }

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
    Daemon daemon =
        switch (name) {
          case "BIRD" -> new Bird(folder, asn);
          case "GoBGP" -> new GoBgp(folder, asn);
          case "FRR" -> new Frr(folder, asn);
          case "OpenBGPD" -> new OpenBgpd(folder, asn);
          default -> throw new IllegalArgumentException(name);
        };
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
    return speaker(theirs, Optional.empty());
  }

  private Speaker speaker(long theirs, Optional<Secret> password) throws Exception {
    Speaker speaker =
        Speaker.start(
            new SpeakerConfig(
                64512,
                ip("10.18.0.1"),
                List.of(new InetSocketAddress(ip(Daemon.US), Daemon.OUR_PORT))),
            this::hear);
    PeerConfigBuilder peer =
        PeerConfig.builder(ip(Daemon.THEM), theirs)
            .port(Daemon.THEIR_PORT)
            .localAddress(ip(Daemon.US))
            .gracefulRestart(Duration.ofSeconds(30))
            .importPolicy(Policy.ACCEPT_ALL)
            .exportPolicy(Policy.ACCEPT_ALL);
    password.ifPresent(peer::password);
    speaker.addPeer(peer.build());
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
  @CsvSource({
    "BIRD, 65000",
    "BIRD, 64512",
    "BIRD, 4200000000",
    "GoBGP, 65000",
    "GoBGP, 64512",
    "FRR, 65000",
    "FRR, 64512",
    "FRR, 4200000000",
    "OpenBGPD, 65000",
    "OpenBGPD, 64512"
  })
  void routesOfBothFamiliesGoBothWaysAndAreWithdrawn(String name, long asn) throws Exception {
    try (Daemon daemon = daemon(name, asn);
        Speaker speaker = speaker(asn)) {
      daemon.start();
      within(daemon, 30, () -> heard.size() == 2);
      if (daemon.sendsOwnNextHop()) {
        assertThat(heard).containsEntry(Daemon.ROUTE_4, Daemon.THEM);
      } else {
        assertThat(heard).containsEntry(Daemon.ROUTE_4, "192.0.2.18");
        assertThat(ip(heard.get(Daemon.ROUTE_6))).isEqualTo(ip("2001:db8::18"));
      }
      within(daemon, 10, () -> !daemon.route(OUR_4).isEmpty() && !daemon.route(OUR_6).isEmpty());
      assertThat(daemon.route(OUR_4)).contains("192.0.2.1");
      assertThat(daemon.route(OUR_6)).contains("2001:db8::1");
      daemon.withdraw();
      within(daemon, 10, () -> heard.size() == 1);
      speaker.withdraw(prefix(OUR_4));
      speaker.withdraw(prefix(OUR_6));
      within(daemon, 10, () -> daemon.route(OUR_4).isEmpty() && daemon.route(OUR_6).isEmpty());
      assertThat(state).isEqualTo(SessionState.ESTABLISHED);
      TABLE.passed(
          asn == 64512 ? "iBGP, both families over IPv4" : "eBGP, both families over IPv4", name);
      TABLE.passed("withdrawals both ways, end-of-RIB", name);
      if (asn > 65535) {
        TABLE.passed("4-octet AS above 65535", name);
      }
      if (asn != 64512) {
        TABLE.passed("multihop", name);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"BIRD", "GoBGP", "FRR", "OpenBGPD"})
  void aPasswordIsAgreedOn(String name) throws Exception {
    try (Daemon daemon = daemon(name, 65000);
        Speaker speaker = speaker(65000, Optional.of(Secret.of("hunter2")))) {
      daemon.password = Optional.of("hunter2");
      daemon.start();
      within(daemon, 40, () -> heard.size() == 2);
      within(daemon, 10, () -> !daemon.route(OUR_4).isEmpty());
      assertThat(speaker.peers().join().toString()).doesNotContain("hunter2");
      TABLE.passed("TCP MD5", name);
    }
  }

  @ParameterizedTest
  @CsvSource({"BIRD", "GoBGP", "FRR"})
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
      TABLE.passed("graceful restart: it restarts, we help", name);
    }
  }

  @ParameterizedTest
  @CsvSource({"BIRD", "GoBGP", "FRR"})
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
        TABLE.passed("graceful restart: we restart, it helps", name);
      }
    }
  }
}
