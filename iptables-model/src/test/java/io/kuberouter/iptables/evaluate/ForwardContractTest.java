package io.kuberouter.iptables.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.exec.Backend;
import io.kuberouter.iptables.exec.KernelNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Packets from one machine through another to a third, each a network namespace: for seeded rules
 * in every table of PREROUTING, FORWARD and POSTROUTING the third gets what the evaluator says, at
 * the address that it says, and the kernel counts for every rule what the evaluator's traces have.
 */
class ForwardContractTest {

  private static final int ROUNDS = Integer.getInteger("iptables.journeys", 12);
  private static final int SEED = Integer.getInteger("iptables.seed", 24);
  private static final int PACKETS = 40;

  /** Of the seven hosts the first ones are the client's addresses, the others the server's. */
  private static final int CLIENTS = 3;

  private static final Map<String, List<String>> HOOKS =
      new TreeMap<>(
          Map.of(
              "raw", List.of("PREROUTING"),
              "mangle", List.of("PREROUTING", "FORWARD", "POSTROUTING"),
              "nat", List.of("PREROUTING", "POSTROUTING"),
              "filter", List.of("FORWARD")));

  private static final String SENDER =
      """
      use Socket qw(:DEFAULT inet_pton pack_sockaddr_in6);
      while (<STDIN>) {
        my ($from, $sport, $to, $dport, $payload) = split;
        my $six = $from =~ /:/;
        my $name = sub { $six ? pack_sockaddr_in6($_[1], inet_pton(AF_INET6, $_[0])) : sockaddr_in($_[1], inet_aton($_[0])) };
        socket(my $s, $six ? AF_INET6 : AF_INET, SOCK_DGRAM, 17) or die "socket: $!";
        bind($s, $name->($from, $sport)) or die "bind $from $sport: $!";
        defined(send($s, $payload, 0, $name->($to, $dport))) or die "send to $to: $!";
        close $s;
      }
      """;

  /** Listens on every address and port that a packet may come to; ends with the payload "end". */
  private static final String LISTENER =
      """
      use Socket qw(:DEFAULT inet_pton pack_sockaddr_in6); $| = 1;
      my %of; my $bits = '';
      for my $address (@ARGV) { for my $port (1000 .. 1005) {
        my $six = $address =~ /:/;
        socket(my $s, $six ? AF_INET6 : AF_INET, SOCK_DGRAM, 17) or die "socket: $!";
        bind($s, $six ? pack_sockaddr_in6($port, inet_pton(AF_INET6, $address)) : sockaddr_in($port, inet_aton($address))) or die "bind $address: $!";
        vec($bits, fileno $s, 1) = 1; $of{fileno $s} = [$s, "$address $port"];
      } }
      print "ready\\n";
      while (1) {
        select(my $r = $bits, undef, undef, 60) or last;
        for (sort { $a <=> $b } keys %of) {
          next unless vec($r, $_, 1);
          recv($of{$_}[0], my $payload, 100, 0);
          exit if $payload eq 'end';
          print "$payload $of{$_}[1]\\n";
        }
      }
      """;

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
              String rule = JourneyContractTest.rule(family, table, chain, random);
              script.append("-A " + chain + " " + device(chain, random) + rule + "\n");
            }
          }
          if (table.equals("filter")) { // else a kernel that nothing asks to tracks nothing
            script.append("-A J -m conntrack --ctstate RELATED\n");
          }
          script.append("COMMIT\n");
        });
    return script.toString();
  }

  private static String device(String chain, Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> chain.equals("POSTROUTING") || chain.equals("J") ? "" : "-i r+ ";
      case 1 -> chain.equals("PREROUTING") || chain.equals("J") ? "" : "! -o r0 ";
      default -> "";
    };
  }

  /** The client and the server around a router. */
  private static final class Net implements AutoCloseable {
    final KernelNamespace router;
    final String client = "fwd-" + ProcessHandle.current().pid() + "-client";
    final String server = "fwd-" + ProcessHandle.current().pid() + "-server";

    Net(Backend backend) throws IOException {
      router = new KernelNamespace(backend);
      for (String[] one : new String[][] {{client, "r0", "c0", "1"}, {server, "r1", "s0", "2"}}) {
        String name = one[0];
        outside("ip", "netns", "add", name);
        router.run(
            "", "ip", "link", "add", one[1], "type", "veth", "peer", "name", one[2], "netns", name);
        for (IpFamily family : IpFamily.values()) {
          String net =
              family == IpFamily.IPV6 ? "fd99:0:0:" + one[3] + "::" : "10.9." + one[3] + ".";
          int bits = family == IpFamily.IPV6 ? 64 : 24;
          router.run("", "ip", "addr", "add", net + "1/" + bits, "dev", one[1], "nodad");
          router.run(
              "", "ip", "-n", name, "addr", "add", net + "2/" + bits, "dev", one[2], "nodad");
        }
        router.run("", "ip", "link", "set", one[1], "up");
        outside("ip", "-n", name, "link", "set", one[2], "up");
        outside("ip", "-n", name, "link", "set", "lo", "up");
        for (IpFamily family : IpFamily.values()) {
          boolean six = family == IpFamily.IPV6;
          String net = six ? "fd99:0:0:" + one[3] + "::" : "10.9." + one[3] + ".";
          String all = six ? "::/0" : "0.0.0.0/0";
          outside("ip", "-n", name, "route", "add", all, "via", net + "1");
          for (int i = 1; i <= 7; i++) {
            if ((i <= CLIENTS) == name.equals(client)) {
              String host = JourneyContractTest.host(family, i);
              outside("ip", "-n", name, "addr", "add", host, "dev", "lo");
              router.run("", "ip", "route", "add", host, "via", net + "2");
            }
          }
        }
      }
      router.run("", "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
    }

    private static void outside(String... command) throws IOException {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(said).as(String.join(" ", command)).isEmpty();
    }

    Process listen(IpFamily family) throws IOException {
      List<String> command =
          new ArrayList<>(List.of("ip", "netns", "exec", server, "perl", "-e", LISTENER));
      for (int i = CLIENTS + 1; i <= 7; i++) {
        command.add(JourneyContractTest.host(family, i));
      }
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      assertThat(process.inputReader().readLine()).isEqualTo("ready");
      return process;
    }

    void send(String from, String lines) throws IOException {
      Process process =
          new ProcessBuilder("ip", "netns", "exec", from, "perl", "-e", SENDER)
              .redirectErrorStream(true)
              .start();
      process.outputWriter().append(lines).close();
      assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    }

    /** Waits until neighbours have found each other: before, only a few packets may wait. */
    void warmUp(IpFamily family) throws Exception {
      String hello =
          "%s 1 %s 1000 hello%n"
              .formatted(JourneyContractTest.host(family, 1), JourneyContractTest.host(family, 7));
      for (int i = 0; i < 50; i++) {
        if (!arrive(family, hello, 0).isEmpty()) {
          return;
        }
      }
      throw new AssertionError("nothing is forwarded in " + family);
    }

    /**
     * {@return what of the client's packets comes to the server}
     *
     * @param expected how many are waited for, at most until none has come for a minute
     */
    TreeSet<String> arrive(IpFamily family, String lines, int expected) throws Exception {
      Process listener = listen(family);
      send(client, lines);
      TreeSet<String> got = new TreeSet<>();
      String line = "";
      while (got.size() < expected && line != null) {
        line = listener.inputReader().readLine();
        if (line != null) {
          got.add(line);
        }
      }
      TimeUnit.MILLISECONDS.sleep(100); // what should not come and is on its way
      String end = JourneyContractTest.host(family, 7);
      send(server, "%s 999 %s 1000 end%n".formatted(end, end));
      listener.inputReader().lines().forEach(got::add);
      assertThat(listener.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return got;
    }

    @Override
    public void close() throws IOException {
      outside("ip", "netns", "del", client);
      outside("ip", "netns", "del", server);
      router.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void whatArrivesAndWhatIsCountedAgree(Backend backend) throws Exception {
    int dropped = 0;
    int translated = 0;
    int sources = 0;
    int arrived = 0;
    try (Net net = new Net(backend)) {
      for (IpFamily family : IpFamily.values()) {
        Random random = new Random(SEED);
        net.warmUp(family);
        int sourcePort = 2000;
        for (int round = 0; round < ROUNDS; round++) {
          String script = script(family, random);
          assertThat(net.router.restore(family, script)).isEmpty();
          Ruleset ruleset = net.router.saved(family);
          Evaluator evaluator = new Evaluator(ruleset, Map.of());
          Map<String, Integer> counted = new HashMap<>();
          StringBuilder lines = new StringBuilder();
          TreeSet<String> expected = new TreeSet<>();
          for (int i = 0; i < PACKETS; i++) {
            String from = JourneyContractTest.host(family, 1 + random.nextInt(CLIENTS));
            int to = CLIENTS + 1 + random.nextInt(7 - CLIENTS);
            int port = 1000 + random.nextInt(6);
            InetAddress destination = InetAddress.getByName(JourneyContractTest.host(family, to));
            lines.append(
                "%s %d %s %d p%d%n"
                    .formatted(
                        from, sourcePort, JourneyContractTest.host(family, to), port, sourcePort));
            Packet packet =
                Packet.first(InetAddress.getByName(from), destination, "udp", port)
                    .withSource(InetAddress.getByName(from), sourcePort)
                    .withInterfaces("r0", "")
                    .withLocal(false, false);
            Journey journey = evaluator.arrive(packet, ForwardContractTest::route);
            JourneyContractTest.count(journey, counted);
            assertThat(journey.outcome())
                .as(journey.reason())
                .isNotEqualTo(Verdict.Outcome.UNKNOWN);
            Packet out = journey.packet();
            sources += out.source().equals(packet.source()) ? 0 : 1;
            translated += out.destination().equals(destination) ? 0 : 1;
            if (journey.outcome() != Verdict.Outcome.ACCEPT) {
              dropped++;
            } else if (number(out.destination()) > CLIENTS) { // others come back, from themselves
              arrived++;
              expected.add(
                  "p%d %s %d"
                      .formatted(
                          sourcePort,
                          JourneyContractTest.host(family, number(out.destination())),
                          out.destinationPort()));
            }
            sourcePort++;
          }
          assertThat(net.arrive(family, lines.toString(), expected.size()))
              .as("round " + round + "\n" + script)
              .isEqualTo(expected);
          List<String> has = JourneyContractTest.counters(net.router.saved(family));
          List<String> says = JourneyContractTest.counters(ruleset, counted);
          assertThat(has).hasSameSizeAs(says);
          for (int i = 0; i < has.size(); i++) {
            assertThat(has.get(i)).as("round " + round + "\n" + script).isEqualTo(says.get(i));
          }
        }
      }
    }
    assertThat(dropped).isPositive();
    assertThat(translated).isPositive();
    assertThat(sources).isPositive();
    assertThat(arrived).isPositive();
  }

  private static int number(InetAddress host) {
    byte[] octets = host.getAddress();
    return octets[octets.length - 1];
  }

  private static Packet route(Packet packet) {
    return packet.withInterfaces(
        packet.inInterface(), number(packet.destination()) <= CLIENTS ? "r0" : "r1");
  }
}
