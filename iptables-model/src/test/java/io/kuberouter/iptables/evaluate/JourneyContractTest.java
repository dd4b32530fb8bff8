package io.kuberouter.iptables.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.exec.Backend;
import io.kuberouter.iptables.exec.KernelNamespace;
import io.kuberouter.iptables.text.RuleText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Packets through every table of OUTPUT and POSTROUTING, and over the loopback interface through
 * PREROUTING and INPUT: for seeded rules the kernel sends or refuses what the evaluator says, and
 * counts for every rule what the evaluator's traces have.
 */
class JourneyContractTest {

  private static final int ROUNDS = Integer.getInteger("iptables.journeys", 8);
  private static final int SEED = Integer.getInteger("iptables.seed", 17);
  private static final int PACKETS = 40;

  private static final Map<String, List<String>> HOOKS =
      new TreeMap<>(
          Map.of(
              "raw", List.of("OUTPUT", "PREROUTING"),
              "mangle", List.of("OUTPUT", "POSTROUTING", "PREROUTING", "INPUT"),
              "nat", List.of("OUTPUT", "POSTROUTING"),
              "filter", List.of("OUTPUT", "INPUT")));

  private static final String SENDER =
      """
      use Socket qw(:DEFAULT inet_pton pack_sockaddr_in6); use Errno; $| = 1;
      while (<STDIN>) {
        my ($from, $sport, $to, $dport) = split;
        my $six = $from =~ /:/;
        my $name = sub { $six ? pack_sockaddr_in6($_[1], inet_pton(AF_INET6, $_[0])) : sockaddr_in($_[1], inet_aton($_[0])) };
        socket(my $s, $six ? AF_INET6 : AF_INET, SOCK_DGRAM, 17) or die "socket: $!";
        bind($s, $name->($from, $sport)) or die "bind $from $sport: $!";
        print defined(send($s, "x", 0, $name->($to, $dport))) ? "sent\\n" : $!{EPERM} ? "refused\\n" : "$!\\n";
        close $s;
      }
      """;

  private final IpFamily[] families = IpFamily.values();

  static String host(IpFamily family, int number) {
    return (family == IpFamily.IPV6 ? "fd00::" : "10.0.0.") + number;
  }

  static String rule(IpFamily family, String table, String chain, Random random) {
    StringBuilder rule = new StringBuilder("-p udp ");
    String not = random.nextInt(4) == 0 ? "! " : "";
    int full = family == IpFamily.IPV6 ? 128 : 32;
    rule.append(
        switch (random.nextInt(7)) {
          case 0 -> not + "-s " + host(family, random.nextInt(8)) + "/" + (full - 1) + " ";
          case 1 -> not + "-d " + host(family, random.nextInt(8)) + "/" + (full - 2) + " ";
          case 2 -> "-m udp " + not + "--dport 1000:" + (1001 + random.nextInt(5)) + " ";
          case 3 -> "-m mark " + not + "--mark 0x1/0x3 ";
          case 4 -> "-m conntrack " + not + "--ctstate UNTRACKED ";
          case 5 -> "-m multiport " + not + "--dports 1001,1003:1005 ";
          default -> "-d " + host(family, 1 + random.nextInt(7)) + " ";
        });
    if (table.equals("nat") && random.nextInt(2) == 0) {
      String to = host(family, 1 + random.nextInt(7));
      String pair = family == IpFamily.IPV6 ? "[" + to + "]" : to;
      String source = host(family, 1 + random.nextInt(3)); // of a client, whom the server answers
      return rule
          + switch (chain) {
            case "POSTROUTING" ->
                random.nextInt(4) == 0
                    ? "-j NETMAP --to " + host(family, 2) + "/" + (full - 1)
                    : "-j SNAT --to-source " + source;
            case "OUTPUT", "PREROUTING" ->
                switch (random.nextInt(4)) {
                  case 0 -> "-j NETMAP --to " + host(family, 4) + "/" + (full - 2);
                  case 1 ->
                      chain.equals("PREROUTING")
                          ? "-j ACCEPT"
                          : "-j REDIRECT" + (random.nextBoolean() ? " --to-ports 1003" : "");
                  default -> "-j DNAT --to-destination " + pair + ":" + (1000 + random.nextInt(6));
                };
            default -> "-j ACCEPT"; // a chain called from several hooks
          };
    }
    if (table.equals("raw") && random.nextInt(3) == 0) {
      return rule + "-j NOTRACK";
    }
    if (table.equals("mangle") && random.nextInt(2) == 0) {
      return rule + "-j MARK --set-xmark 0x" + random.nextInt(4) + "/0x" + random.nextInt(4);
    }
    return rule
        + switch (random.nextInt(table.equals("nat") ? 4 : 6)) {
          case 0 -> "-j ACCEPT";
          case 1 -> "-j RETURN";
          case 2 -> "";
          case 3 -> chain.equals("J") ? "-j ACCEPT" : (random.nextBoolean() ? "-j J" : "-g J");
          case 4 -> "-j LOG";
          default -> random.nextInt(3) == 0 ? "-j DROP" : "";
        };
  }

  private static String script(IpFamily family, Random random) {
    StringBuilder script = new StringBuilder();
    HOOKS.forEach(
        (table, hooks) -> {
          script.append('*').append(table).append('\n');
          hooks.forEach(hook -> script.append(":" + hook + " ACCEPT [0:0]\n-F " + hook + "\n"));
          script.append(":J - [0:0]\n");
          List<String> chains = new ArrayList<>(hooks);
          chains.add("J");
          for (String chain : chains) {
            for (int i = random.nextInt(5); i > 0; i--) {
              script.append("-A " + chain + " " + rule(family, table, chain, random) + "\n");
            }
          }
          if (table.equals("filter")) { // else a kernel that nothing asks to tracks nothing
            script.append("-A J -m conntrack --ctstate RELATED\n");
          }
          script.append("COMMIT\n");
        });
    return script.toString();
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void verdictsAndCountersAgree(Backend backend) throws Exception {
    int refused = 0;
    int translated = 0;
    for (IpFamily family : families) {
      Random random = new Random(SEED);
      int sourcePort = 2000;
      try (KernelNamespace namespace = new KernelNamespace(backend)) {
        for (int i = 1; i < 8; i++) {
          namespace.run("", "ip", "addr", "add", host(family, i), "dev", "lo");
        }
        for (int round = 0; round < ROUNDS; round++) {
          String script = script(family, random);
          assertThat(namespace.restore(family, script)).isEmpty();
          Ruleset ruleset = namespace.saved(family);
          Evaluator evaluator = new Evaluator(ruleset, Map.of());
          Map<String, Integer> counted = new HashMap<>();
          StringBuilder lines = new StringBuilder();
          List<String> expected = new ArrayList<>();
          for (int i = 0; i < PACKETS; i++) {
            String from = host(family, 1 + random.nextInt(7));
            String to = host(family, 1 + random.nextInt(7));
            int port = 1000 + random.nextInt(6);
            lines.append("%s %d %s %d%n".formatted(from, sourcePort, to, port));
            Packet packet =
                new Packet(
                    InetAddress.getByName(from),
                    InetAddress.getByName(to),
                    "udp",
                    sourcePort++,
                    port,
                    "",
                    "lo",
                    "NEW",
                    0,
                    true,
                    true,
                    false);
            Journey out = evaluator.leave(packet, p -> p);
            count(out, counted);
            assertThat(out.outcome()).as(out.reason()).isNotEqualTo(Verdict.Outcome.UNKNOWN);
            boolean sent = out.outcome() == Verdict.Outcome.ACCEPT;
            translated += out.packet().destination().equals(packet.destination()) ? 0 : 1;
            expected.add(sent ? "sent" : "refused");
            if (sent) {
              Packet arrived = out.packet().withInterfaces("lo", "");
              count(evaluator.arrive(arrived, p -> p), counted);
            } else {
              refused++;
            }
          }
          List<String> kernel =
              namespace.run(lines.toString(), "perl", "-e", SENDER).lines().toList();
          assertThat(kernel).as("round " + round + "\n" + script).isEqualTo(expected);
          List<String> has = counters(namespace.saved(family));
          List<String> says = counters(ruleset, counted);
          for (int i = 0; i < has.size(); i++) {
            assertThat(has.get(i)).as("round " + round + "\n" + script).isEqualTo(says.get(i));
          }
          assertThat(has).hasSameSizeAs(says);
        }
      }
    }
    assertThat(refused).isPositive();
    assertThat(translated).isPositive();
  }

  static void count(Journey journey, Map<String, Integer> counted) {
    for (Journey.Stop stop : journey.steps()) {
      for (Verdict.Step step : stop.verdict().trace()) {
        counted.merge(stop.table() + " " + step.chain() + " " + step.position(), 1, Integer::sum);
      }
    }
  }

  static List<String> counters(Ruleset ruleset) {
    List<String> all = new ArrayList<>();
    ruleset
        .tables()
        .forEach(
            (table, chains) -> {
              for (Chain chain : chains.chains().values()) {
                for (int i = 0; i < chain.rules().size(); i++) {
                  all.add(
                      "%s %s %d %s: %d"
                          .formatted(
                              table,
                              chain.name(),
                              i + 1,
                              RuleText.format(chain.rules().get(i)),
                              chain.ruleCounters().orElseThrow().get(i).packets()));
                }
              }
            });
    return all;
  }

  static List<String> counters(Ruleset ruleset, Map<String, Integer> counted) {
    List<String> all = new ArrayList<>();
    ruleset
        .tables()
        .forEach(
            (table, chains) -> {
              for (Chain chain : chains.chains().values()) {
                for (int i = 0; i < chain.rules().size(); i++) {
                  String key = table + " " + chain.name() + " " + (i + 1);
                  all.add(
                      "%s %s: %d"
                          .formatted(
                              key,
                              RuleText.format(chain.rules().get(i)),
                              counted.getOrDefault(key, 0)));
                }
              }
            });
    return all;
  }
}
