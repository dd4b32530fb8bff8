package io.kuberouter.benchmarks.bgp;

import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.bgp.session.Speaker;
import io.kuberouter.bgp.session.SpeakerConfig;
import io.kuberouter.bgp.session.SpeakerListener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Our speaker, AS 65000, between two neighbours in other ASes (65001, 65002), which it passes all
 * routes on to.
 */
final class Reflect {

  private Reflect() {}

  /** Arguments: our address, the feeder's, the sink's. */
  public static void main(String[] args) throws Exception {
    InetAddress us = IpAddresses.parse(args[0]);
    Speaker speaker =
        Speaker.start(
            new SpeakerConfig(65000, us, List.of(new InetSocketAddress(us, 179))),
            SpeakerListener.NONE);
    for (int i = 1; i <= 2; i++) {
      speaker.addPeer(
          PeerConfig.builder(IpAddresses.parse(args[i]), 65000 + i)
              .passive(true)
              .importPolicy(Policy.ACCEPT_ALL)
              .exportPolicy(Policy.ACCEPT_ALL)
              .build());
    }
    Thread.currentThread().join();
  }
}
