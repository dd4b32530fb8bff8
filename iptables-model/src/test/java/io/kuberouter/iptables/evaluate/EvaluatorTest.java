package io.kuberouter.iptables.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.term.IpAddresses;
import io.kuberouter.iptables.term.TcpFlag;
import io.kuberouter.iptables.testkit.PacketCorpus;
import io.kuberouter.iptables.testkit.RulesetCorpus;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.iptables.text.SaveParser;
import io.kuberouter.iptables.text.SaveWriter;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EvaluatorTest {

  private static final InetAddress FROM = IpAddresses.v4(0x0a000001);
  private static final InetAddress TO = IpAddresses.v4(0x0a000002);

  private static Verdict judge(Packet packet, String... rules) throws Exception {
    StringBuilder text = new StringBuilder("*filter\n:FORWARD DROP [0:0]\n:C - [0:0]\n");
    for (String rule : rules) {
      text.append("-A ").append(rule).append('\n');
    }
    Ruleset ruleset = SaveParser.parse(IpFamily.IPV4, text + "COMMIT\n");
    return new Evaluator(ruleset, Map.of()).judge("filter", "FORWARD", packet);
  }

  private static final Packet SYN =
      Packet.first(FROM, TO, "tcp", 80)
          .withDetails(
              Details.NONE.withTcpFlags(Set.of(TcpFlag.SYN)).withOwner(5, 6).withHeader(60, 64, 10))
          .withInterfaces("eth0", "eth1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN | true",
        "-p tcp -m tcp ! --tcp-flags SYN SYN | false",
        "-p 6 -m tcp --sport 40000 --dport 80:81 | true",
        "-m iprange --src-range 10.0.0.0-10.0.0.1 ! --dst-range 10.0.0.3-10.0.0.9 | true",
        "-m owner --uid-owner 5 ! --gid-owner 7 --socket-exists | true",
        "-m ttl --ttl-gt 64 | false",
        "-m length --length 60:70 | true",
        "-m dscp ! --dscp 0x0a | false",
        "-m conntrack --ctstate NEW,RELATED | true",
        "-m state ! --state NEW | false",
        "-m addrtype ! --dst-type LOCAL | true",
        "-m physdev --physdev-is-bridged | false",
        "-i eth+ ! -o eth+ | false",
        "! -f | true",
        "-m comment --comment x -m mark --mark 0x0/0xff | true"
      })
  void matchesAreDecided(String match, boolean holds) throws Exception {
    Verdict verdict = judge(SYN, "FORWARD " + match + " -j ACCEPT");
    assertThat(verdict.outcome()).isEqualTo(holds ? Verdict.Outcome.ACCEPT : Verdict.Outcome.DROP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-m statistic --mode nth --every 2 --packet 0 | match statistic",
        "-m limit --limit 1/sec | match limit",
        "-m connmark --mark 0x1 | the connection's mark of the packet",
        "-m set --match-set absent src | set absent, which is not given,",
        "-m geoip --country XX | match geoip --country XX",
        "-m conntrack --ctorigdst 10.0.0.1 | match conntrack with more than states"
      })
  void whatCannotBeDecidedIsSaid(String match, String reason) throws Exception {
    Verdict verdict = judge(SYN, "FORWARD -p tcp -j C", "C " + match + " -j ACCEPT");
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.UNKNOWN);
    assertThat(verdict.reason()).isEqualTo("rule 1 of C: " + reason + " is not decided here");
    assertThat(judge(SYN, "FORWARD -p udp " + match + " -j ACCEPT").outcome())
        .as("another match says no")
        .isEqualTo(Verdict.Outcome.DROP);
    assertThat(judge(SYN, "FORWARD " + match + " -j LOG", "FORWARD -j ACCEPT").outcome())
        .as("it makes no difference")
        .isEqualTo(Verdict.Outcome.ACCEPT);
  }

  @Test
  void aGotoDoesNotComeBackAndALoopIsNoStackOverflow() throws Exception {
    assertThat(judge(SYN, "FORWARD -g C", "FORWARD -j ACCEPT", "C -p udp -j ACCEPT").outcome())
        .isEqualTo(Verdict.Outcome.DROP);
    assertThat(judge(SYN, "FORWARD -j C", "C -j C").reason()).isEqualTo("chain C is in a loop");
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void seededPacketsAreJudgedAlikeBeforeAndAfterPrinting(IpFamily family) throws Exception {
    Map<Verdict.Outcome, Integer> outcomes = new EnumMap<>(Verdict.Outcome.class);
    for (int seed = 0; seed < 60; seed++) {
      Ruleset ruleset = new RulesetCorpus(family, seed).small();
      Evaluator one = new Evaluator(ruleset, Map.of());
      Evaluator other =
          new Evaluator(SaveParser.parse(family, SaveWriter.write(ruleset)), Map.of());
      List<Packet> packets = new PacketCorpus(family, seed).packets(40);
      for (Packet packet : packets) {
        Journey journey = one.arrive(packet, p -> p);
        assertThat(other.arrive(packet, p -> p)).isEqualTo(journey);
        assertThat(journey.reason().isEmpty())
            .isEqualTo(journey.outcome() != Verdict.Outcome.UNKNOWN);
        journey
            .steps()
            .forEach(
                stop ->
                    stop.verdict()
                        .trace()
                        .forEach(
                            step ->
                                assertThat(
                                        ruleset
                                            .rules(stop.table(), step.chain())
                                            .get(step.position() - 1))
                                    .as(RuleText.format(step.rule()))
                                    .isEqualTo(step.rule())));
        outcomes.merge(journey.outcome(), 1, Integer::sum);
      }
    }
    assertThat(outcomes)
        .containsKeys(Verdict.Outcome.ACCEPT, Verdict.Outcome.DROP, Verdict.Outcome.UNKNOWN);
  }
}
