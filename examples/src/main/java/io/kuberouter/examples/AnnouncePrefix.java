package io.kuberouter.examples;

import io.kuberouter.bgp.fsm.SessionState;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.bgp.session.RouteListener;
import io.kuberouter.bgp.session.Speaker;
import io.kuberouter.bgp.session.SpeakerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** A session with one neighbour: announces a prefix, and prints what comes back. */
final class AnnouncePrefix {

  private AnnouncePrefix() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    InetAddress us = InetAddress.getByName(arguments[0]);
    InetAddress neighbour = InetAddress.getByName(arguments[1]);
    SpeakerConfig config = new SpeakerConfig(64512, us, List.of()); // we call, and do not listen
    Speaker speaker = Speaker.start(config, new Printer(), (peer, p) -> true, (peer, p) -> true);
    speaker.addPeer(PeerConfig.builder(neighbour, Long.parseLong(arguments[2])).build());
    speaker.announce(new Prefix(InetAddress.getByName("192.0.2.0"), 24), us);
    Thread.currentThread().join();
  }

  private static final class Printer implements RouteListener {
    @Override
    public void onBestPath(Prefix prefix, Optional<InetAddress> nextHop) {
      System.out.println(prefix + nextHop.map(n -> " via " + n.getHostAddress()).orElse(" gone"));
    }

    @Override
    public void onState(InetAddress peer, SessionState state, String reason) {
      System.out.println(peer.getHostAddress() + " " + state + " " + reason);
    }
  }
}
