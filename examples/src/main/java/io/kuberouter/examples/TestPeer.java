package io.kuberouter.examples;

import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.bgp.session.Speaker;
import io.kuberouter.bgp.session.SpeakerConfig;
import io.kuberouter.bgp.testkit.ManualTimers;
import io.kuberouter.bgp.testkit.MemoryNetwork;
import io.kuberouter.bgp.testkit.ScriptedPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** A session that is tested: an hour of it passes in no time, and no socket is opened. */
final class TestPeer {

  private TestPeer() {}

  public static void main(String[] arguments) throws IOException {
    InetAddress us = IpAddresses.parse("10.0.0.1");
    InetAddress them = IpAddresses.parse("10.0.0.2");
    ManualTimers time = new ManualTimers();
    MemoryNetwork network = new MemoryNetwork(time);
    ScriptedPeer peer = new ScriptedPeer(network, them, 65000).listen();
    Speaker speaker =
        Speaker.on(
            time,
            network.at(us),
            new SpeakerConfig(64512, us, List.of()),
            event -> System.out.println("  speaker: " + event));
    speaker.addPeer(
        PeerConfig.builder(them, 65000)
            .exportPolicy(Policy.ACCEPT_ALL)
            .importPolicy(Policy.ACCEPT_ALL)
            .build());
    speaker.announce(Prefix.parse("192.0.2.0/24"), us);
    time.advance(Duration.ofSeconds(1));
    System.out.println("the peer knows " + peer.routes());
    peer.announce(them, Prefix.parse("198.51.100.0/24"));
    time.advance(Duration.ofHours(1)); // it says nothing more: the hold timer expires
    System.out.println("the peer was told " + peer.notification().orElseThrow().text());
    System.out.println("and was called " + peer.connections() + " times");
  }
}
