package io.kuberouter.bgp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.bmp.BmpMessage;
import io.kuberouter.bgp.bmp.Initiation;
import io.kuberouter.bgp.bmp.PeerDown;
import io.kuberouter.bgp.bmp.Statistic;
import io.kuberouter.bgp.bmp.Termination;
import io.kuberouter.bgp.bmp.sender.Pmacct;
import io.kuberouter.bgp.bmp.sender.ReconnectDelay;
import io.kuberouter.bgp.bmp.testkit.FakeStation;
import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.interop.Await;
import io.kuberouter.bgp.interop.FreePort;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.policy.Condition;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.policy.PolicyAction;
import io.kuberouter.bgp.policy.PrefixSet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a monitoring station hears of a speaker and its neighbour, on loopback addresses. */
class StationFeedTest {

  private static final InetAddress US = IpAddresses.parse("127.0.21.1");
  private static final InetAddress THEM = IpAddresses.parse("127.0.21.2");
  private static final Prefix P1 = Prefix.parse("10.1.0.0/24");
  private static final Prefix P2 = Prefix.parse("10.2.0.0/24");
  private static final Prefix P6 = Prefix.parse("2001:db8:1::/48");
  private static final ReconnectDelay SOON =
      new ReconnectDelay(Duration.ofMillis(10), Duration.ofMillis(20));

  @TempDir private Path folder;
  private int port;
  private final FakeStation station = new FakeStation();
  private Speaker us;
  private Speaker them;

  private Speaker speaker(InetAddress own, long asn) throws Exception {
    return Speaker.start(
        new SpeakerConfig(asn, own, List.of(new InetSocketAddress(own, port))),
        SpeakerListener.NONE);
  }

  private PeerConfigBuilder peer(InetAddress address, InetAddress own, long asn) {
    return PeerConfig.builder(address, asn)
        .port(port)
        .localAddress(own)
        .importPolicy(Policy.ACCEPT_ALL)
        .exportPolicy(Policy.ACCEPT_ALL);
  }

  /** P2 is refused, P1 gets another MED. */
  private static Policy taking() {
    return Policy.builder()
        .reject("P2", new Condition.InSet(PrefixSet.exactly(List.of(P2))))
        .change(
            "P1", new Condition.InSet(PrefixSet.exactly(List.of(P1))), new PolicyAction.SetMed(300))
        .otherwiseAccept();
  }

  private BmpStation told() {
    return new BmpStation(
        station,
        new Initiation("us", "test"),
        Set.of(BmpStation.View.values()),
        Duration.ofMillis(200),
        SOON,
        128);
  }

  @BeforeEach
  void start() throws Exception {
    port = FreePort.on("127.0.21.1", "127.0.21.2");
    us = speaker(US, 64512);
    them = speaker(THEM, 65001);
    us.addPeer(peer(THEM, US, 65001).importPolicy(taking()).build());
    them.addPeer(peer(US, THEM, 64512).build());
    them.announce(P1, THEM);
    them.announce(P2, THEM);
    them.announce(P6, IpAddresses.parse("2001:db8::2"));
  }

  @AfterEach
  void stop() {
    us.close();
    them.close();
  }

  private StationModel heard(int connection) {
    return new StationModel(
        station.told().size() > connection ? station.told().get(connection) : List.of());
  }

  private BmpMessage last(int connection) {
    List<BmpMessage> told = station.told().get(connection);
    return told.get(told.size() - 1);
  }

  private static Set<Prefix> table(StationModel model, String view) {
    return model.tables.getOrDefault(view, java.util.Map.of()).keySet();
  }

  private boolean complete(int connection) {
    StationModel m = heard(connection);
    return table(m, "127.0.21.2 pre").equals(Set.of(P1, P2, P6))
        && table(m, "127.0.21.2 post").equals(Set.of(P1, P6))
        && table(m, "loc-rib pre").equals(Set.of(P1, P6));
  }

  @Test
  void rfc7854SessionsAndRoutesAreToldBeforeAndBehindThePolicyAndRfc9069TheBestOnes()
      throws Exception {
    us.monitor(told());
    Await.until(() -> complete(0));
    StationModel m = heard(0);
    assertThat(m.up.get("127.0.21.2").local()).isEqualTo(US);
    assertThat(Set.of(m.up.get("127.0.21.2").localPort(), m.up.get("127.0.21.2").remotePort()))
        .contains(port);
    assertThat(m.up.get("loc-rib").information().get(0).text()).isEqualTo("global");
    assertThat(m.tables.get("127.0.21.2 pre").get(P1).multiExitDisc()).isEmpty();
    assertThat(m.tables.get("127.0.21.2 post").get(P1).multiExitDisc()).hasValue(300);
    assertThat(m.tables.get("loc-rib pre").get(P1).multiExitDisc()).hasValue(300);
    Await.until(() -> heard(0).ends.size() == 6); // of two families, three tables
    Await.until(
        () ->
            heard(0).reports.stream()
                .flatMap(r -> r.statistics().stream())
                .toList()
                .contains(new Statistic.Gauge(Statistic.Gauge.ADJ_RIBS_IN, 3)));
    them.withdraw(P1);
    Await.until(() -> table(heard(0), "127.0.21.2 pre").equals(Set.of(P2, P6)));
    Await.until(() -> table(heard(0), "loc-rib pre").equals(Set.of(P6)));
    us.addPeer(peer(THEM, US, 65001).build()); // another policy: post-policy routes change alone
    Await.until(() -> table(heard(0), "127.0.21.2 post").equals(Set.of(P2, P6)));
    us.reset(THEM, "test");
    Await.until(() -> !heard(0).downs.isEmpty());
    assertThat(heard(0).downs.get(0).reason()).isEqualTo(PeerDown.LOCAL_NOTIFICATION);
    Await.until(() -> table(heard(0), "127.0.21.2 pre").equals(Set.of(P2, P6)));
    assertThat(heard(0).downs).hasSize(1);
    them.close();
    Await.until(() -> heard(0).downs.size() == 2);
    assertThat(heard(0).downs.get(1).reason()).isEqualTo(PeerDown.REMOTE_NOTIFICATION);
    Await.until(() -> table(heard(0), "loc-rib pre").isEmpty());
  }

  @Test
  void aStationThatComesLateOrAgainIsToldEverything() throws Exception {
    Await.until(() -> us.peers().join().get(0).received() == 3);
    station.loseAfter(10);
    BmpMonitor monitor = us.monitor(told());
    Await.until(() -> complete(1));
    assertThat(monitor.connections()).isEqualTo(2);
    monitor.close();
    Await.until(() -> last(1) instanceof Termination);
    them.withdraw(P1);
    Await.until(() -> us.peers().join().get(0).received() == 2);
    assertThat(us.best(P1).join()).isEmpty(); // and the turn is over in which it was withdrawn
    assertThat(last(1)).isInstanceOf(Termination.class);
    assertThat(monitor.connections()).isEqualTo(2);
  }

  @Test
  void whatASlowStationHasNoRoomForWaitsAsBitsAndItHearsTheLatest() throws Exception {
    Await.until(() -> us.peers().join().get(0).received() == 3);
    BmpMonitor monitor = us.monitor(told().statisticsEvery(Duration.ZERO));
    Await.until(() -> complete(0));
    station.deaf(true);
    int prefixes = 2000;
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < prefixes; i++) {
        Prefix prefix = Prefix.parse("10." + (100 + i / 250) + "." + (i % 250) + ".0/24");
        if (round % 2 == 0) {
          // every prefix has attributes of its own, so that it needs a message of its own
          them.announce(prefix, IpAddresses.parse("10.9." + (i / 250) + "." + (1 + i % 250)));
        } else {
          them.withdraw(prefix);
        }
      }
      int expected = round % 2 == 0 ? prefixes + 3 : 3;
      Await.until(() -> us.peers().join().get(0).received() == expected);
    }
    int before = station.told().get(0).size();
    assertThat(monitor.connections()).isEqualTo(1);
    station.deaf(false);
    Await.until(() -> table(heard(0), "127.0.21.2 pre").size() == prefixes + 3);
    Await.until(() -> table(heard(0), "loc-rib pre").size() == prefixes + 2);
    // the queue, and each route of each of three tables once: not the five rounds of each
    assertThat(station.told().get(0).size() - before).isLessThan(3 * prefixes + 128 + 100);
    assertThat(monitor.connections()).isEqualTo(1);
  }

  @Test
  void aPasswordIsInNothingThatAStationHears() throws Exception {
    us.monitor(told());
    us.addPeer(
        peer(IpAddresses.parse("127.0.21.9"), US, 65001).password(Secret.of("hunter2")).build());
    Await.until(() -> complete(0));
    assertThat(station.told().toString()).doesNotContain("hunter2");
  }

  /** pmacct's station writes down what it hears as JSON. */
  @Test
  void pmacctTakesWhatASpeakerTells() throws Exception {
    try (Pmacct pmacct = Pmacct.on("127.0.21.61", folder)) {
      us.monitor(
          BmpStation.at(pmacct.address(), "us")
              .statisticsEvery(Duration.ofMillis(200))
              .reconnecting(SOON));
      Await.until(() -> us.peers().join().get(0).state() == SessionState.ESTABLISHED);
      Await.until(
          () -> {
            String told = pmacct.told();
            return told.contains("\"bmp_msg_type\": \"peer_up\"")
                && told.contains("\"bmp_msg_type\": \"stats\"")
                && told.lines()
                    .anyMatch(
                        l ->
                            l.contains("\"route_monitor\"")
                                && l.contains("\"ip_prefix\": \"10.1.0.0/24\"")
                                && l.contains("\"as_path\": \"65001\"")
                                && l.contains("\"peer_ip\": \"127.0.21.2\""))
                && told.lines()
                    .anyMatch(
                        l ->
                            l.contains("\"ip_prefix\": \"2001:db8:1::/48\"")
                                && l.contains("\"bgp_nexthop\": \"2001:db8::2\""));
          });
      them.withdraw(P1);
      Await.until(
          () ->
              pmacct
                  .told()
                  .lines()
                  .anyMatch(
                      l ->
                          l.contains("\"log_type\": \"withdraw\"")
                              && l.contains("\"ip_prefix\": \"10.1.0.0/24\"")));
      them.close();
      Await.until(() -> pmacct.told().contains("\"bmp_msg_type\": \"peer_down\""));
    }
  }
}
