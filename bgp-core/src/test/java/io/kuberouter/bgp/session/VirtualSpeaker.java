package io.kuberouter.bgp.session;

import io.kuberouter.bgp.bfd.testkit.FakeBfdNetwork;
import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.rib.Route;
import io.kuberouter.bgp.testkit.ManualTimers;
import io.kuberouter.bgp.testkit.MemoryNetwork;
import io.kuberouter.bgp.testkit.ScriptedPeer;
import io.kuberouter.bgp.testkit.VirtualBfd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** AS 64512 at 10.0.0.1, in virtual time. */
final class VirtualSpeaker {
  static final InetAddress US = IpAddresses.parse("10.0.0.1");
  static final InetAddress US6 = IpAddresses.parse("fd00::1");

  final ManualTimers time = new ManualTimers();
  final MemoryNetwork network = new MemoryNetwork(time);
  final List<SpeakerEvent> events = new ArrayList<>();
  final Map<Prefix, Route> best = new HashMap<>();
  final FakeBfdNetwork link = new FakeBfdNetwork();
  final Speaker speaker;

  VirtualSpeaker() {
    this(usual());
  }

  static SpeakerConfig usual() {
    return new SpeakerConfig(64512, US, List.of(new InetSocketAddress(US, 179)));
  }

  VirtualSpeaker(SpeakerConfig config) {
    try {
      speaker =
          Speaker.on(
              time,
              network.at(US),
              VirtualBfd.at(time, link, List.of(US, US6)),
              config,
              this::hear);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void hear(SpeakerEvent event) {
    events.add(event);
    if (event instanceof SpeakerEvent.BestRouteChanged c) {
      c.route().ifPresentOrElse(r -> best.put(c.prefix(), r), () -> best.remove(c.prefix()));
    }
  }

  static InetAddress ip(int host) {
    return IpAddresses.parse("10.0.0." + host);
  }

  static PeerConfigBuilder config(int host, long asn) {
    return PeerConfig.builder(ip(host), asn)
        .importPolicy(Policy.ACCEPT_ALL)
        .exportPolicy(Policy.ACCEPT_ALL);
  }

  ScriptedPeer scripted(int host, long asn) {
    return new ScriptedPeer(network, ip(host), asn);
  }

  /** A session with a polite neighbour that waits for us, established. */
  ScriptedPeer established(int host, long asn) {
    return established(scripted(host, asn), config(host, asn).build());
  }

  ScriptedPeer established(ScriptedPeer peer, PeerConfig config) {
    peer.listen();
    speaker.addPeer(config);
    time.advance(Duration.ofMillis(10));
    if (state(config.address()) != SessionState.ESTABLISHED) {
      throw new IllegalStateException(status(config.address()).sentence() + peer.heard());
    }
    return peer;
  }

  SessionState state(int host) {
    return state(ip(host));
  }

  SessionState state(InetAddress address) {
    return status(address).state();
  }

  PeerStatus status(InetAddress address) {
    var all = speaker.peers();
    time.settle();
    return all.join().stream()
        .filter(s -> s.config().address().equals(address))
        .findFirst()
        .orElseThrow();
  }

  void settle() {
    time.settle();
  }

  void pass(long seconds) {
    time.advance(Duration.ofSeconds(seconds));
  }
}
