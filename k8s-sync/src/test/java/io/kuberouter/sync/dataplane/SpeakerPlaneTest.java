package io.kuberouter.sync.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.number.BgpIdentifier;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.bgp.session.Speaker;
import io.kuberouter.bgp.session.SpeakerConfig;
import io.kuberouter.bgp.session.SpeakerEvent;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.RouterOptions;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.translate.NodeBgp;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agent's speaker beside an external neighbour, on loopback addresses. */
class SpeakerPlaneTest {

  private static final AtomicInteger PORTS = new AtomicInteger(23_790);
  private static final InetAddress US = IpText.parse("127.0.20.1");
  private static final InetAddress THEM = IpText.parse("127.0.20.2");

  private final int port = PORTS.getAndIncrement();
  private final Map<String, InetAddress> learned = new ConcurrentHashMap<>();
  private final Set<String> told = new ConcurrentSkipListSet<>();
  private SpeakerPlane plane;
  private Speaker neighbour;

  private static RouterOptions options(int port, boolean advertisePodCidr) {
    RouterOptions d = RouterOptions.DEFAULTS;
    return new RouterOptions(
        d.clusterAsn(),
        d.enableIbgp(),
        d.nodesFullMesh(),
        d.enableCni(),
        d.enableOverlay(),
        d.overlayType(),
        d.overlayEncap(),
        d.overlayEncapPort(),
        d.enablePodEgress(),
        d.autoMtu(),
        advertisePodCidr,
        d.advertiseClusterIp(),
        d.advertiseExternalIp(),
        d.advertiseLoadBalancerIp(),
        d.overrideNextHop(),
        d.routerId(),
        port,
        d.bgpHoldTime(),
        d.gracefulRestart(),
        d.gracefulRestartTime(),
        d.gracefulRestartDeferralTime(),
        d.multihopTtl(),
        d.peers(),
        d.routesSyncPeriod(),
        d.injectedRoutesSyncPeriod());
  }

  private static Prefix prefix(String text) {
    Cidr cidr = Cidr.parse(text);
    return new Prefix(cidr.network(), cidr.length());
  }

  private static Item.BgpRoute route(String prefix, boolean vip) {
    return new Item.BgpRoute(
        prefix(prefix), prefix.contains(":") ? IpText.parse("fd00::1") : US, vip);
  }

  private void learn(Cidr cidr, Optional<InetAddress> hop) {
    hop.ifPresentOrElse(
        h -> learned.put(cidr.toString(), h), () -> learned.remove(cidr.toString()));
  }

  private void hear(SpeakerEvent event) {
    if (event instanceof SpeakerEvent.BestRouteChanged c) {
      if (c.route().filter(r -> !r.source().isLocal()).isPresent()) {
        told.add(c.prefix().toString());
      } else {
        told.remove(c.prefix().toString());
      }
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @BeforeEach
  void start() throws Exception {
    start(true);
  }

  private void start(boolean advertisePodCidr) throws Exception {
    plane =
        new SpeakerPlane(
            options(port, advertisePodCidr),
            List.of(US),
            new NodeBgp(
                64512,
                BgpIdentifier.of(US),
                Optional.empty(),
                false,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of()),
            this::learn);
    neighbour =
        Speaker.start(
            new SpeakerConfig(65001, THEM, List.of(new InetSocketAddress(THEM, port))), this::hear);
    neighbour.addPeer(
        PeerConfig.builder(US, 64512)
            .port(port)
            .localAddress(THEM)
            .importPolicy(Policy.ACCEPT_ALL)
            .exportPolicy(Policy.ACCEPT_ALL)
            .build());
    plane.addPeer(
        new Item.BgpPeer(
            PeerConfig.builder(THEM, 65001).port(port).localAddress(US).build(), true));
  }

  @AfterEach
  void stop() {
    plane.close();
    neighbour.close();
  }

  /** Says something behind which all that was said before has arrived. */
  private void flush(String marker, String hop) throws InterruptedException {
    neighbour.announce(prefix(marker), IpText.parse(hop));
    await(() -> learned.containsKey(marker));
    neighbour.withdraw(prefix(marker));
    await(() -> !learned.containsKey(marker));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"10.96.10.1/32 10.96.10.9/32 192.0.2.9", "fd96::a:1/128 fd96::a:9/128 2001:db8::9"})
  void aServiceAddressIsNotLearnedWhileItIsOursAndIsAfterwards(String texts) throws Exception {
    String[] text = texts.split(" ");
    String vip = text[0];
    plane.announce(route(vip, true));
    await(() -> told.contains(vip));
    neighbour.announce(prefix(vip), IpText.parse(text[2]));
    flush(text[1], text[2]);
    assertThat(learned).isEmpty();
    plane.withdraw(route(vip, true)); // the Service is deleted
    await(() -> learned.containsKey(vip));
    assertThat(learned.get(vip)).isEqualTo(IpText.parse(text[2]));
    plane.announce(route(vip, true)); // and made again
    await(() -> !learned.containsKey(vip));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"10.96.10.1/32 10.96.10.9/32 192.0.2.9", "fd96::a:1/128 fd96::a:9/128 2001:db8::9"})
  void aServiceAddressThatWasLearnedBeforeItsServiceIsThereIsDropped(String texts)
      throws Exception {
    String[] text = texts.split(" ");
    String vip = text[0];
    neighbour.announce(prefix(vip), IpText.parse(text[2]));
    await(() -> learned.containsKey(vip));
    plane.announce(route(vip, true));
    await(() -> !learned.containsKey(vip));
    neighbour.withdraw(prefix(vip));
    await(() -> told.contains(vip)); // the neighbour learns it from us
    plane.withdraw(route(vip, true));
    await(() -> !told.contains(vip));
    flush(text[1], text[2]);
    assertThat(learned).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"10.96.10.1/32", "fd96::a:1/128"})
  void whatBecomesAServiceAddressIsToldAsOne(String prefix) throws Exception {
    stop();
    start(false); // external neighbours are told service addresses alone
    plane.announce(route(prefix, false));
    plane.announce(route(prefix.contains(":") ? "fd96::a:9/128" : "10.96.10.9/32", true));
    await(() -> told.size() == 1);
    assertThat(told).doesNotContain(prefix);
    plane.announce(route(prefix, true));
    await(() -> told.contains(prefix));
    plane.announce(route(prefix, false));
    await(() -> !told.contains(prefix));
  }
}
