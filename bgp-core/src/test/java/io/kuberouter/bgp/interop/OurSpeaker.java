package io.kuberouter.bgp.interop;

import io.kuberouter.bgp.attribute.PathAttributes;
import io.kuberouter.bgp.bfd.BfdConfig;
import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.interop.PeerSetup.Option;
import io.kuberouter.bgp.number.AddressFamily;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.number.Role;
import io.kuberouter.bgp.policy.Condition;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.policy.RouteContext;
import io.kuberouter.bgp.rib.Route;
import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.bgp.session.PeerConfigBuilder;
import io.kuberouter.bgp.session.PeerStatus;
import io.kuberouter.bgp.session.Secret;
import io.kuberouter.bgp.session.Speaker;
import io.kuberouter.bgp.session.SpeakerConfig;
import io.kuberouter.bgp.session.SpeakerEvent;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The speaker under test, or one that feeds others, with what it was told. */
final class OurSpeaker implements Closeable {

  private static final int BGP_PORT = 179;

  private final Speaker speaker;
  private final Set<AddressFamily> endsOfRib = ConcurrentHashMap.newKeySet();
  private final AtomicLong updates = new AtomicLong();

  OurSpeaker(long asn, InetAddress own, String identifier) throws IOException {
    speaker =
        Speaker.start(
            new SpeakerConfig(
                asn,
                InetAddress.getByName(identifier),
                List.of(new InetSocketAddress(own, BGP_PORT))),
            this::hear);
  }

  private void hear(SpeakerEvent event) {
    if (event instanceof SpeakerEvent.EndOfRibReceived end) {
      endsOfRib.add(end.family());
    }
  }

  /** Holds always, and counts the UPDATEs whose routes it is asked about. */
  private record Counts(AtomicLong updates) implements Condition {
    @Override
    public boolean holds(RouteContext route) {
      updates.incrementAndGet();
      return true;
    }
  }

  /** {@return the daemon as a neighbour, configured as the daemon is} */
  PeerConfigBuilder neighbour(PeerSetup setup, int which) {
    PeerConfigBuilder peer =
        PeerConfig.builder(setup.own(), setup.asn())
            .localAddress(setup.neighbours().get(which).address())
            .holdTime(Duration.ofSeconds(90))
            .ipv4(setup.has(Option.IPV4))
            .ipv6(setup.has(Option.IPV6))
            .addPath(setup.has(Option.ADD_PATH), setup.has(Option.ADD_PATH))
            .client(setup.has(Option.REFLECTOR))
            .importPolicy(Policy.builder().accept("count", new Counts(updates)).otherwiseReject())
            .exportPolicy(Policy.ACCEPT_ALL);
    setup.password().map(Secret::of).ifPresent(peer::password);
    if (setup.has(Option.GRACEFUL_RESTART)) {
      peer.gracefulRestart(Duration.ofSeconds(120));
    }
    if (setup.has(Option.GTSM)) {
      peer.gtsm(1);
    }
    if (setup.has(Option.BFD)) {
      Duration interval = Duration.ofMillis(100);
      BfdConfig watched = new BfdConfig(interval, interval, PeerSetup.BFD_MULTIPLIER, false);
      int hops = setup.has(Option.LOW_HOP_LIMIT) ? 255 : 5;
      boolean routed = setup.has(Option.MULTIHOP);
      peer.bfd(routed ? PeerConfig.Bfd.multihop(watched, hops) : PeerConfig.Bfd.singleHop(watched));
    }
    if (setup.has(Option.MULTIHOP)) {
      peer.ttl(5);
    }
    if (setup.has(Option.CUSTOMER)) {
      peer.role(Role.PROVIDER).strictRole(true);
    }
    return peer;
  }

  void add(PeerConfigBuilder peer) {
    speaker.addPeer(peer.build());
  }

  Speaker speaker() {
    return speaker;
  }

  void announce(String prefix, PathAttributes attributes) {
    speaker.announce(Prefix.parse(prefix), attributes);
  }

  void announce(String prefix, InetAddress nextHop) {
    speaker.announce(Prefix.parse(prefix), nextHop);
  }

  void withdraw(String prefix) {
    speaker.withdraw(Prefix.parse(prefix));
  }

  PeerStatus status(InetAddress peer) throws Exception {
    return speaker.peers().get(60, TimeUnit.SECONDS).stream()
        .filter(status -> status.config().address().equals(peer))
        .findFirst()
        .orElseThrow();
  }

  boolean established(InetAddress peer) throws Exception {
    return status(peer).state() == SessionState.ESTABLISHED;
  }

  /** {@return the paths to a prefix that neighbours have told} */
  List<Route> routes(String prefix) throws Exception {
    return speaker.routes(Prefix.parse(prefix)).get(60, TimeUnit.SECONDS).stream()
        .filter(route -> !route.source().isLocal())
        .toList();
  }

  Set<AddressFamily> endsOfRib() {
    return endsOfRib;
  }

  /** {@return how many UPDATEs have brought routes} */
  long updates() {
    return updates.get();
  }

  @Override
  public void close() {
    speaker.close();
  }
}
