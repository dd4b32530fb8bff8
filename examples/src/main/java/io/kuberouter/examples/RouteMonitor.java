package io.kuberouter.examples;

import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.bgp.session.Speaker;
import io.kuberouter.bgp.session.SpeakerConfig;
import io.kuberouter.bgp.session.SpeakerEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** Watches the routes of neighbours: ours, AS, then for each neighbour address and AS. */
final class RouteMonitor {

  private RouteMonitor() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    InetAddress us = InetAddress.getByName(arguments[0]);
    long asn = Long.parseLong(arguments[1]);
    Speaker speaker = Speaker.start(new SpeakerConfig(asn, us, List.of()), RouteMonitor::show);
    for (int i = 2; i < arguments.length; i += 2) {
      InetAddress neighbour = InetAddress.getByName(arguments[i]);
      speaker.addPeer(
          PeerConfig.builder(neighbour, Long.parseLong(arguments[i + 1]))
              .importPolicy(Policy.ACCEPT_ALL) // and tells nothing: no export policy
              .build());
    }
    while (true) {
      Thread.sleep(60_000);
      speaker.peers().join().forEach(peer -> System.out.println(peer.sentence()));
      speaker
          .best(Prefix.parse("0.0.0.0/0"))
          .join()
          .ifPresent(best -> System.out.println("default route by " + best.decidedBy()));
    }
  }

  private static void show(SpeakerEvent event) {
    if (event instanceof SpeakerEvent.BestRouteChanged change) {
      System.out.println(
          change
              .route()
              .map(
                  r ->
                      r.prefix()
                          + " path "
                          + r.attributes().asPath()
                          + " communities "
                          + r.attributes().communities())
              .orElse(change.prefix() + " is gone"));
    } else {
      System.out.println(event);
    }
  }
}
