package io.kuberouter.benchmarks.bgp;

import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.bgp.policy.Policy;
import io.kuberouter.bgp.policy.PolicyAction;
import io.kuberouter.bgp.session.PeerConfig;
import io.kuberouter.bgp.session.Speaker;
import io.kuberouter.bgp.session.SpeakerConfig;
import io.kuberouter.bgp.session.SpeakerListener;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Our speaker, AS 65000, between neighbours in other ASes, which it passes all routes on to.
 *
 * <pre>Reflect US FEEDER SINK [NETWORK tell|quiet]</pre>
 *
 * <p>FEEDER is in AS 65001, SINK in 65002. Whoever else connects from the network (an IPv4 one, at
 * most /16) is in AS 65001 and the last 16 bits of its address; it is told all, or nothing. A line
 * on standard input changes the policy towards SINK: all routes get another MED.
 */
final class Reflect {

  private static final int FIRST_ASN = 65001;

  private Reflect() {}

  /** See the class. */
  public static void main(String[] args) throws Exception {
    InetAddress us = IpAddresses.parse(args[0]);
    Speaker speaker =
        Speaker.start(
            new SpeakerConfig(
                65000, IpAddresses.parse("10.98.0.1"), List.of(new InetSocketAddress(us, 179))),
            SpeakerListener.NONE);
    for (int i = 1; i <= 2; i++) {
      speaker.addPeer(peer(IpAddresses.parse(args[i]), 65000 + i, Policy.ACCEPT_ALL));
    }
    if (args.length > 3) {
      Policy export = args[4].equals("tell") ? Policy.ACCEPT_ALL : Policy.REJECT_ALL;
      speaker.addDynamicPeers(Prefix.parse(args[3]), a -> peer(a, Sessions.asn(a), export), 10_000);
    }
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (int med = 1; orders.readLine() != null; med++) {
      Policy.Rule rule =
          new Policy.Rule(
              "med", List.of(), List.of(new PolicyAction.SetMed(med)), Policy.Verdict.ACCEPT);
      speaker.addPeer(
          peer(
              IpAddresses.parse(args[2]),
              FIRST_ASN + 1,
              new Policy(List.of(rule), Policy.Verdict.REJECT)));
    }
    Thread.currentThread().join();
  }

  private static PeerConfig peer(InetAddress address, long asn, Policy export) {
    return PeerConfig.builder(address, asn)
        .passive(true)
        .importPolicy(Policy.ACCEPT_ALL)
        .exportPolicy(export)
        .build();
  }
}
