package io.kuberouter.iptables.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.ipset.text.IpSetSaveParser;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.exec.IptablesTool;
import io.kuberouter.iptables.exec.OwnNamespace;
import io.kuberouter.iptables.restore.RestoreScript;
import io.kuberouter.iptables.text.SaveParser;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The evaluator against the running kernel: seeded rules and packets, the same verdicts. */
class EvaluatorContractTest {

  private static final int ROUNDS = 60;
  private static final int PACKETS = 60;

  /** Sends each datagram of the input; the kernel refuses one that its OUTPUT chain drops. */
  private static final String SENDER =
      """
      use Socket qw(:DEFAULT inet_pton pack_sockaddr_in6); use Errno; $| = 1;
      while (<STDIN>) {
        my ($from, $sport, $to, $dport) = split;
        my $six = $from =~ /:/;
        my $name = sub { $six ? pack_sockaddr_in6($_[1], inet_pton(AF_INET6, $_[0])) : sockaddr_in($_[1], inet_aton($_[0])) };
        socket(my $s, $six ? AF_INET6 : AF_INET, SOCK_DGRAM, 17) or die "socket: $!";
        setsockopt($s, SOL_SOCKET, SO_REUSEADDR, 1);
        bind($s, $name->($from, $sport)) or die "bind $from $sport: $!";
        print defined(send($s, "x", 0, $name->($to, $dport))) ? "sent\\n" : $!{EPERM} ? "refused\\n" : "$!\\n";
        close $s;
      }
      """;

  private static String host(IpFamily family, int number) {
    return (family == IpFamily.IPV6 ? "fd00::" : "10.0.0.") + number;
  }

  private static String block(IpFamily family, Random random) {
    int full = family == IpFamily.IPV6 ? 128 : 32;
    return host(family, random.nextInt(8)) + "/" + (full - random.nextInt(4));
  }

  private static String ports(Random random, String separator) {
    int first = random.nextInt(8);
    return (1000 + first) + separator + (1000 + first + random.nextInt(4));
  }

  private static String not(Random random) {
    return random.nextInt(4) == 0 ? "! " : "";
  }

  private static String rule(IpFamily family, Random random, boolean inC) {
    StringBuilder rule = new StringBuilder();
    if (random.nextBoolean()) {
      rule.append(not(random)).append("-s ").append(block(family, random)).append(' ');
    }
    if (random.nextBoolean()) {
      rule.append(not(random)).append("-d ").append(block(family, random)).append(' ');
    }
    rule.append(
        switch (random.nextInt(13)) {
          case 0 -> "-p udp -m udp " + not(random) + "--dport " + ports(random, ":") + " ";
          case 1 -> "-p udp -m udp " + not(random) + "--sport " + ports(random, ":") + " ";
          case 2 -> "-p udp -m multiport " + not(random) + "--dports " + ports(random, ",") + " ";
          case 3 -> "-m set " + not(random) + "--match-set a dst ";
          case 4 -> "-m set " + not(random) + "--match-set n src ";
          case 5 -> "-m set " + not(random) + "--match-set p dst,dst ";
          case 6 -> "-m mark " + not(random) + "--mark 0x1/0x3 ";
          case 7 -> "-m addrtype --dst-type LOCAL -m conntrack --ctstate NEW,ESTABLISHED ";
          case 8 -> "-m set " + not(random) + "--match-set m dst ";
          case 9 -> "-m set " + not(random) + "--match-set b src ";
          case 10 -> "-m addrtype " + not(random) + "--dst-type UNICAST ";
          case 11 -> "-m addrtype " + not(random) + "--src-type LOCAL,MULTICAST ";
          default -> "-p tcp ";
        });
    rule.append(
        switch (random.nextInt(inC ? 8 : 6)) {
          case 0 -> "-j ACCEPT";
          case 1 -> "-j DROP";
          case 2 -> "-j REJECT";
          case 3 -> "-j RETURN";
          case 4, 5 -> "-j MARK --set-xmark 0x" + random.nextInt(4) + "/0x" + random.nextInt(4);
          case 6 -> "-j D";
          default -> "-g D";
        });
    return rule.toString();
  }

  private static void sets(OwnNamespace namespace, String script) throws Exception {
    namespace.run(script, "ipset", "restore", "-exist");
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void seededRulesAndPackets(IpFamily family) throws Exception {
    Random random = new Random(11);
    int refused = 0;
    try (OwnNamespace namespace = new OwnNamespace()) {
      IptablesTool tools = namespace.tools();
      String inet = family == IpFamily.IPV6 ? "inet6" : "inet";
      for (int i = 1; i < 8; i++) {
        namespace.run("", "ip", "addr", "add", host(family, i), "dev", "lo");
      }
      sets(
          namespace,
          ("create a hash:ip family %1$s\ncreate n hash:net family %1$s\n"
                  + "create p hash:ip,port family %1$s\ncreate b bitmap:port range 1000-1010\n"
                  + "create m hash:ip netmask %2$d family %1$s\n")
              .formatted(inet, family == IpFamily.IPV6 ? 126 : 30));
      for (int round = 0; round < ROUNDS; round++) {
        StringBuilder script =
            new StringBuilder("*filter\n:OUTPUT ACCEPT\n:C -\n:D -\n-F OUTPUT\n");
        for (String chain : List.of("C", "D")) {
          for (int i = random.nextInt(8); i >= 0; i--) {
            script.append("-A %s %s\n".formatted(chain, rule(family, random, chain.equals("C"))));
          }
        }
        script.append("-A OUTPUT -j C\nCOMMIT\n");
        tools.restore(family, new RestoreScript(script.toString(), List.of()));
        sets(namespace, elements(family, random));
        List<Packet> packets = packets(family, random);
        List<String> kernel = namespace.run(sent(packets), "perl", "-e", SENDER).lines().toList();
        Evaluator evaluator =
            new Evaluator(
                SaveParser.parse(family, tools.save(family)),
                IpSetSaveParser.parse(namespace.run("", "ipset", "save")));
        assertThat(kernel).hasSize(PACKETS);
        for (int i = 0; i < PACKETS; i++) {
          Verdict verdict = evaluator.judge("filter", "OUTPUT", packets.get(i));
          String says =
              switch (verdict.outcome()) {
                case ACCEPT -> "sent";
                case DROP, REJECT -> "refused";
                case RETURN, UNKNOWN -> "undecided: " + verdict.reason();
              };
          assertThat(says)
              .as("round %d: %s by %s in%n%s", round, packets.get(i), verdict.trace(), script)
              .isEqualTo(kernel.get(i));
          refused += says.equals("refused") ? 1 : 0;
        }
      }
    }
    assertThat(refused).isBetween(ROUNDS * PACKETS / 10, ROUNDS * PACKETS * 9 / 10);
  }

  private static String elements(IpFamily family, Random random) {
    StringBuilder script = new StringBuilder("flush a\nflush n\nflush p\nflush m\nflush b\n");
    script.append("add m ").append(host(family, random.nextInt(8))).append('\n');
    script.append("add b ").append(1000 + random.nextInt(8)).append('\n');
    for (int i = 0; i < 4; i++) {
      script.append("add a ").append(host(family, 1 + random.nextInt(7))).append('\n');
      script
          .append("add n ")
          .append(block(family, random))
          .append(random.nextInt(3) == 0 ? " nomatch\n" : "\n");
      script
          .append("add p ")
          .append(host(family, 1 + random.nextInt(7)))
          .append(",udp:")
          .append(1000 + random.nextInt(8))
          .append('\n');
    }
    return script.toString();
  }

  private static List<Packet> packets(IpFamily family, Random random) throws Exception {
    List<Packet> packets = new ArrayList<>();
    for (int i = 0; i < PACKETS; i++) {
      packets.add(
          new Packet(
              InetAddress.getByName(host(family, 1 + random.nextInt(7))),
              InetAddress.getByName(host(family, 1 + random.nextInt(7))),
              "udp",
              1000 + random.nextInt(8),
              1000 + random.nextInt(8),
              "",
              "lo",
              "NEW",
              0,
              true,
              true,
              false));
    }
    return packets;
  }

  private static String sent(List<Packet> packets) {
    StringBuilder lines = new StringBuilder();
    for (Packet p : packets) {
      lines
          .append(p.source().getHostAddress())
          .append(' ')
          .append(p.sourcePort())
          .append(' ')
          .append(p.destination().getHostAddress())
          .append(' ')
          .append(p.destinationPort())
          .append('\n');
    }
    return lines.toString();
  }
}
