package io.kuberouter.benchmarks.bgp;

import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.bgp.session.Speaker;
import io.kuberouter.bgp.session.SpeakerConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Our speaker as a program of its own, AS 65000: takes routes from a feeder and a sink and passes
 * them on, as the other speakers that {@code benchmarks/bgp.sh} starts do.
 *
 * <pre>Reflect LISTEN FEEDER SINK</pre>
 */
public final class Reflect {

  private Reflect() {}

  /** Runs until it is ended. */
  public static void main(String[] args) throws Exception {
    InetAddress here = InetAddress.getByName(args[0]);
    Speaker speaker =
        Speaker.start(
            new SpeakerConfig(65000, here, List.of(new InetSocketAddress(here, 179)))
                .withoutRequiredPolicy(),
            event -> {});
    speaker.addPeer(
        PeerConfig.builder(InetAddress.getByName(args[1]), 65001).passive(true).build());
    speaker.addPeer(
        PeerConfig.builder(InetAddress.getByName(args[2]), 65002).passive(true).build());
    Thread.currentThread().join();
  }
}
