package io.kuberouter.iptables.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.ipset.text.IpSetSaveParser;
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
        "-m recent --update --seconds 60 --name x --rsource | match recent",
        "-m time --timestart 08:00:00 --timestop 09:00:00 | match time",
        "-m hashlimit --hashlimit-upto 5/sec --hashlimit-burst 5 --hashlimit-name h | match hashlimit",
        "-m connlimit --connlimit-above 5 --connlimit-mask 32 --connlimit-saddr | match connlimit",
        "-m quota --quota 9 | match quota",
        "-m u32 --u32 \"0x0=0x0\" | match u32",
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

  private static Evaluator evaluator(IpFamily family, String text, String... sets)
      throws Exception {
    return new Evaluator(
        SaveParser.parse(family, text), IpSetSaveParser.parse(String.join("\n", sets) + "\n"));
  }

  private static final String UNICAST_6 =
      "*filter\n:INPUT DROP [0:0]\n-A INPUT -m addrtype --dst-type %s -j ACCEPT\nCOMMIT\n";

  /** With IPv6 a local address is a unicast address, too, and of several kinds all must hold. */
  @ParameterizedTest
  @CsvSource({
    "UNICAST, fd00::1, true, true",
    "LOCAL, fd00::1, true, true",
    "LOCAL, fd00::1, false, false",
    "'LOCAL,MULTICAST', fd00::1, true, false",
    "'UNICAST,MULTICAST', fd00::1, true, false",
    "UNICAST, ff02::1, false, false",
    "MULTICAST, ff02::1, false, true",
    "UNSPEC, ::, false, true",
    "UNICAST, ::, false, false"
  })
  void kindsOfAddressesWithIpv6(String kinds, String address, boolean local, boolean holds)
      throws Exception {
    InetAddress to = io.kuberouter.text.IpAddresses.parse(address).orElseThrow();
    Packet packet = Packet.first(IpAddresses.v6(1, 1), to, "udp", 9).withLocal(false, local);
    Verdict verdict =
        evaluator(IpFamily.IPV6, UNICAST_6.formatted(kinds)).judge("filter", "INPUT", packet);
    assertThat(verdict.outcome()).isEqualTo(holds ? Verdict.Outcome.ACCEPT : Verdict.Outcome.DROP);
  }

  @ParameterizedTest
  @CsvSource({
    "BROADCAST, 255.255.255.255, ACCEPT",
    "UNICAST, 255.255.255.255, DROP",
    "BROADCAST, 0.0.0.0, ACCEPT",
    "BROADCAST, 10.0.0.9, UNKNOWN",
    "UNICAST, 10.0.0.9, ACCEPT",
    "LOCAL --limit-iface-in, 10.0.0.9, DROP",
    "MULTICAST, 224.0.0.1, ACCEPT"
  })
  void kindsOfAddressesWithIpv4(String kinds, String address, Verdict.Outcome outcome)
      throws Exception {
    InetAddress to = io.kuberouter.text.IpAddresses.parse(address).orElseThrow();
    Packet packet = Packet.first(FROM, to, "udp", 9).withInterfaces("eth0", "");
    assertThat(
            evaluator(IpFamily.IPV4, UNICAST_6.formatted(kinds))
                .judge("filter", "INPUT", packet)
                .outcome())
        .isEqualTo(outcome);
    Verdict limited =
        evaluator(IpFamily.IPV4, UNICAST_6.formatted("LOCAL --limit-iface-in"))
            .judge("filter", "INPUT", packet.withDestination(TO, 9).withLocal(false, true));
    assertThat(limited.reason()).contains("whether the interface has address");
  }

  @Test
  void afterTheFirstFragmentNoPortMatchesAndNoneDoesNot() throws Exception {
    Packet rest = SYN.withDetails(Details.NONE.asFragment());
    for (String match : List.of("-m tcp --dport 80", "-m tcp ! --dport 80", "-m tcp --dport 0:9")) {
      assertThat(judge(rest, "FORWARD -p tcp " + match + " -j ACCEPT").outcome())
          .isEqualTo(Verdict.Outcome.DROP);
    }
    assertThat(judge(rest, "FORWARD -f -j ACCEPT").outcome()).isEqualTo(Verdict.Outcome.ACCEPT);
  }

  @Test
  void aSetThatARuleChangesIsNotLookedIntoAfterwards() throws Exception {
    String text =
        "*mangle\n:FORWARD ACCEPT [0:0]\n-A FORWARD -p tcp -j SET --add-set s src\nCOMMIT\n"
            + "*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -m set --match-set s src -j DROP\nCOMMIT\n";
    Evaluator evaluator = evaluator(IpFamily.IPV4, text, "create s hash:ip");
    assertThat(evaluator.arrive(SYN, p -> p).reason())
        .contains("set s, which a rule before changes, is not decided here");
    Packet other = Packet.first(FROM, TO, "udp", 53).withInterfaces("eth0", "eth1");
    assertThat(evaluator.arrive(other, p -> p).outcome()).isEqualTo(Verdict.Outcome.ACCEPT);
    assertThat(evaluator.judge("filter", "FORWARD", SYN).outcome())
        .isEqualTo(Verdict.Outcome.ACCEPT);
  }

  @Test
  void setsWithMasksAndBitmapsAreLookedIntoAsTheKernelDoes() throws Exception {
    String text =
        "*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -m set --match-set m src -m set --match-set b dst"
            + " -j DROP\nCOMMIT\n";
    Evaluator evaluator =
        evaluator(
            IpFamily.IPV4,
            text,
            "create m hash:ip netmask 30",
            "add m 10.0.0.0",
            "create b bitmap:port range 1-100",
            "add b 80");
    assertThat(evaluator.judge("filter", "FORWARD", SYN).outcome()).isEqualTo(Verdict.Outcome.DROP);
    Packet sctp = Packet.first(FROM, TO, "sctp", 80);
    assertThat(evaluator.judge("filter", "FORWARD", sctp).outcome())
        .as("a bitmap knows ports of TCP and UDP alone")
        .isEqualTo(Verdict.Outcome.ACCEPT);
  }

  @Test
  void whereARedirectionGoesToIsSaidOrUnknown() throws Exception {
    String text =
        "*nat\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A PREROUTING -p tcp -j REDIRECT"
            + " --to-ports 9\n-A OUTPUT -p tcp -j REDIRECT --to-ports 9\nCOMMIT\n";
    Evaluator evaluator = evaluator(IpFamily.IPV4, text);
    assertThat(evaluator.arrive(SYN, p -> p).reason()).contains("which address of eth0 REDIRECT");
    Journey out = evaluator.leave(SYN.withInterfaces("", "eth1"), p -> p);
    assertThat(out.packet().destination()).isEqualTo(IpAddresses.v4(0x7f000001));
    assertThat(out.packet().destinationPort()).isEqualTo(9);
  }

  @Test
  void anOwnerThatIsNotToldIsUnknown() throws Exception {
    Packet packet = Packet.first(FROM, TO, "udp", 9);
    assertThat(judge(packet, "FORWARD -m owner --socket-exists -j ACCEPT").reason())
        .contains("the socket of the packet");
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
