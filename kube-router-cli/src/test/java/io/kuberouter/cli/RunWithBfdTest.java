package io.kuberouter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code run} with the flags of BFD beside BIRD. When nothing comes of BIRD's BFD while its BGP
 * talks on, nothing but BFD can be why the learned routes go: no hold timer of the session runs
 * out.
 */
@Timeout(600)
class RunWithBfdTest {

  private static final List<String> PROGRAMS =
      List.of("/usr/sbin/bird", "/usr/sbin/birdc", "/usr/sbin/nft", "/usr/sbin/iptables-restore");

  private static final String BIRD =
      """
      router id 10.98.0.2;
      log stderr all;
      protocol device {}
      protocol static { ipv4; route 10.77.0.0/24 blackhole; }
      protocol static { ipv6; route fd77::/64 blackhole; }
      protocol bfd {
        interface "*" { min tx interval 300 ms; min rx interval 300 ms; multiplier 16; };
      }
      template bgp peer {
        hold time 3600;
        connect delay time 1; connect retry time 2; error wait time 1, 2;
        bfd on;
        ipv4 { import all; export all; next hop self; };
        ipv6 { import all; export all; next hop self; };
      }
      protocol bgp four from peer { local 10.98.0.2 as 65001; neighbor 10.98.0.1 as 64512; }
      protocol bgp six from peer { local fd98::2 as 65001; neighbor fd98::1 as 64512; }
      """;

  private static final String NODE =
      """
      apiVersion: v1
      kind: Node
      metadata: {name: node1}
      spec: {podCIDRs: [10.244.0.0/24, 'fd24::/64']}
      status: {addresses: [{type: InternalIP, address: 10.98.0.1}, {type: InternalIP, address: 'fd98::1'}]}
      """;

  private static final List<String> FLAGS =
      List.of(
          "--hostname-override=node1",
          "--run-firewall=false",
          "--run-service-proxy=false",
          "--enable-ipv6",
          "--enable-cni=false",
          "--enable-ibgp=false",
          "--health-port=0",
          "--cluster-asn=64512",
          "--peer-router-ips=10.98.0.2,fd98::2",
          "--peer-router-asns=65001,65001",
          "--bgp-holdtime=3600s",
          "--enable-bfd",
          "--bfd-desired-min-tx-interval=300",
          "--bfd-required-min-rx-interval=300",
          "--bfd-detection-multiplier=16");

  @TempDir private Path folder;
  private final TwoNamespaces network = new TwoNamespaces();

  @BeforeEach
  void network() throws Exception {
    for (String program : PROGRAMS) {
      assumeTrue(Files.isExecutable(Path.of(program)), program + " is not installed");
    }
    assumeTrue(network.open(), "may not make a network namespace: not root");
  }

  @AfterEach
  void end() throws Exception {
    network.end();
  }

  private void startBird() throws IOException {
    Path config = Files.writeString(folder.resolve("bird.conf"), BIRD);
    network.start(
        TwoNamespaces.ROUTER,
        folder.resolve("bird.log"),
        Map.of(),
        List.of("/usr/sbin/bird", "-f", "-c", config.toString(), "-s", socket()));
  }

  private void startAgent() throws IOException {
    Path manifests = Files.createDirectory(folder.resolve("manifests"));
    Files.writeString(manifests.resolve("node.yaml"), NODE);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--manifests=" + manifests));
    command.addAll(FLAGS);
    network.start(
        TwoNamespaces.NODE,
        folder.resolve("agent.log"),
        Map.of("KUBE_ROUTER_STATE_DIR", folder.resolve("state").toString()),
        command);
  }

  private String socket() {
    return folder.resolve("bird.ctl").toString();
  }

  private String bird(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("/usr/sbin/birdc", "-s", socket()));
    command.addAll(List.of(words));
    return TwoNamespaces.run(command.toArray(String[]::new)).output();
  }

  /** {@return whether BIRD has both paths up} */
  private boolean pathsAreUp() throws Exception {
    String sessions = bird("show", "bfd", "sessions");
    return List.of("10.98.0.1", "fd98::1").stream()
        .allMatch(
            node -> sessions.lines().anyMatch(l -> l.startsWith(node + " ") && l.contains(" Up ")));
  }

  /** {@return how many of BIRD's two networks the node's kernel has a way to} */
  private static long learned() throws Exception {
    String four = TwoNamespaces.run("ip", "-n", TwoNamespaces.NODE, "-4", "route").output();
    String six = TwoNamespaces.run("ip", "-n", TwoNamespaces.NODE, "-6", "route").output();
    return (four + six)
        .lines()
        .filter(l -> l.startsWith("10.77.0.0/24 ") || l.startsWith("fd77::/64 "))
        .filter(l -> l.contains(" via 10.98.0.2 ") || l.contains(" via fd98::2 "))
        .count();
  }

  private long said(String words) throws IOException {
    return Files.readString(folder.resolve("agent.log"))
        .lines()
        .filter(l -> l.contains(words))
        .count();
  }

  private void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.call()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(
            "not in time: "
                + what
                + "\n"
                + bird("show", "bfd", "sessions")
                + bird("show", "protocols", "all")
                + TwoNamespaces.run("ip", "-n", TwoNamespaces.NODE, "route").output()
                + Files.readString(folder.resolve("agent.log")));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  @Test
  void routesGoWhenTheNeighboursBfdFallsSilentAndComeBackWithIt() throws Exception {
    startBird();
    startAgent();
    await("routes of both families", () -> learned() == 2);
    await("BFD is up", this::pathsAreUp);
    assertThat(said("BFD says that the path is down")).isZero();

    TwoNamespaces.nft(
        TwoNamespaces.NODE,
        "add table inet silent; add chain inet silent in { type filter hook input priority 0; };"
            + " add rule inet silent in udp dport 3784 drop");
    await("the routes are gone", () -> learned() == 0);
    for (String peer : List.of("10.98.0.2", "fd98::2")) {
      await(
          "the agent says that it is BFD",
          () -> said("BGP neighbour " + peer + ": IDLE (BFD says that the path is down") > 0);
    }
    assertThat(said("Hold Timer Expired")).isZero();

    TwoNamespaces.nft(TwoNamespaces.NODE, "delete table inet silent");
    await("the routes are back", () -> learned() == 2);
    await("BFD is up again", this::pathsAreUp);
  }
}
