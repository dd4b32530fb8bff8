package io.kuberouter.examples;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.evaluate.Evaluator;
import io.kuberouter.iptables.evaluate.Packet;
import io.kuberouter.iptables.evaluate.Verdict;
import io.kuberouter.iptables.text.SaveParser;
import io.kuberouter.text.ParseException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/** What a saved ruleset does to a packet, and by which rules; no kernel is asked. */
final class ExplainPacket {

  private static final String SAVED =
      """
      *filter
      :FORWARD ACCEPT [0:0]
      :WEB - [0:0]
      -A FORWARD -d 192.0.2.0/24 -j WEB
      -A WEB -p tcp -m multiport --dports 80,443 -j ACCEPT
      -A WEB -j DROP
      COMMIT
      """;

  private ExplainPacket() {}

  static Verdict verdict(String from, String to, int port)
      throws ParseException, UnknownHostException {
    Ruleset rules = SaveParser.parse(IpFamily.IPV4, SAVED);
    Packet packet =
        Packet.first(InetAddress.getByName(from), InetAddress.getByName(to), "tcp", port);
    return new Evaluator(rules, Map.of()).judge("filter", "FORWARD", packet);
  }

  public static void main(String[] arguments) throws ParseException, UnknownHostException {
    Verdict verdict = verdict("198.51.100.1", "192.0.2.7", 22);
    System.out.println(verdict.outcome());
    verdict.trace().forEach(s -> System.out.println("  " + s.chain() + " " + s.position()));
  }
}
