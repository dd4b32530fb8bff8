package io.kuberouter.examples;

import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.bgp.session.Speaker;
import io.kuberouter.bgp.session.SpeakerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** A session with one neighbour: announces a prefix, and prints what comes back. */
final class AnnouncePrefix {

  private AnnouncePrefix() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    InetAddress us = InetAddress.getByName(arguments[0]);
    InetAddress neighbour = InetAddress.getByName(arguments[1]);
    SpeakerConfig config = new SpeakerConfig(64512, us, List.of()); // we call, and do not listen
    Speaker speaker = Speaker.start(config, System.out::println);
    speaker.addPeer(
        PeerConfig.builder(neighbour, Long.parseLong(arguments[2]))
            .exportPolicy(Policy.ACCEPT_ALL)
            .importPolicy(Policy.ACCEPT_ALL)
            .build());
    speaker.announce(Prefix.parse("192.0.2.0/24"), us);
    Thread.currentThread().join();
  }
}
