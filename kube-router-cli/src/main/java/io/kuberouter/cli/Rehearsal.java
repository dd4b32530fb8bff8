package io.kuberouter.cli;

import io.kuberouter.cli.config.SettingsParser;
import io.kuberouter.cli.health.HealthServer;
import io.kuberouter.ipvs.Protocol;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.route.client.KernelRouteClient;
import io.kuberouter.route.client.RouteClient;
import io.kuberouter.sync.agent.NodeAgent;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.testkit.FakeNode;
import io.kuberouter.sync.watch.ApiServerSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the agent does at its start, once through: with an API server in this JVM and a node in
 * memory. The JVM that runs it writes the classes that it needed to the class-data archive.
 */
public final class Rehearsal {

  private static final ServiceKey SERVICE =
      new ServiceKey.ByAddress(IpText.parse("10.96.0.2"), Protocol.TCP, 80);
  private static final List<String> FLAGS =
      List.of("--enable-ipv6", "--service-cluster-ip-range=10.96.0.0/16,fd96::/108");

  private static final String CNI =
      """
      {"cniVersion":"1.0.0","name":"n","type":"bridge","bridge":"kube-bridge","ipam":{"type":"host-local"}}
      """;

  private final Path folder;
  private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());

  private Rehearsal(Path folder) {
    this.folder = folder;
  }

  /**
   * Runs it.
   *
   * @param args a folder with {@code server.p12}, a key store with the password {@code rehearsal},
   *     and {@code server.pem}, its certificate for 127.0.0.1
   */
  public static void main(String[] args) {
    try {
      Rehearsal rehearsal = new Rehearsal(Path.of(args[0]));
      rehearsal.plan();
      rehearsal.run();
      rehearsal.kernel();
      System.exit(ExitCode.DONE.status());
    } catch (Exception | LinkageError e) {
      System.err.println("error: the rehearsal failed: " + e);
      System.exit(ExitCode.ERROR.status()); // whatever still runs
    }
  }

  private void plan() throws IOException {
    Path manifests = Files.createDirectories(folder.resolve("manifests"));
    Files.writeString(manifests.resolve("cluster.yaml"), RehearsalServer.manifest());
    List<String> args = new ArrayList<>(List.of("plan", "--offline", "--hostname-override=n"));
    args.add("--manifests=" + manifests);
    args.addAll(FLAGS);
    ExitCode code =
        Main.run(args, Map.of(), new ByteArrayInputStream(new byte[0]), nowhere, System.err);
    if (code != ExitCode.CHANGES_PENDING) {
      throw new IllegalStateException("plan ended with " + code);
    }
  }

  private void run() throws Exception {
    List<String> flags = new ArrayList<>(FLAGS);
    flags.add("--bgp-port=" + freePort());
    AgentOptions options = SettingsParser.parse(flags).agent();
    FakeNode node = new FakeNode(folder.resolve("node"), "127.0.0.1/8");
    try (RehearsalServer server = RehearsalServer.start(folder.resolve("server.p12"))) {
      Path kubeconfig =
          Files.writeString(
              folder.resolve("kubeconfig"), server.kubeconfig(folder.resolve("server.pem")));
      Path cni = Files.writeString(folder.resolve("cni.conf"), CNI);
      NodeAgent agent =
          new NodeAgent(
              options,
              "n",
              cni.toString(),
              ApiServerSource.connect(kubeconfig.toString(), "", Duration.ofMinutes(1)),
              node.io());
      HealthServer health = HealthServer.start("127.0.0.1", 0, agent::sinceLastTurn);
      Thread thread = new Thread(() -> runUntilClosed(agent), "agent");
      thread.setDaemon(true); // should anything fail, this process ends all the same
      thread.start();
      awaitServers(node, 1);
      server.change();
      awaitServers(node, 2);
      agent.close();
      thread.join();
      health.close();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void runUntilClosed(NodeAgent agent) {
    try {
      agent.run();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitServers(FakeNode node, int count) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (node.ipvs().service(SERVICE).isEmpty() || node.ipvs().servers(SERVICE).size() != count) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "not %d servers within two minutes: %s".formatted(count, node.ipvs().services()));
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** What everybody may read. */
  private void kernel() {
    try (RouteClient routes = KernelRouteClient.open()) {
      routes.links();
    } catch (IOException e) {
      System.err.println("note: this kernel's devices cannot be read: " + e.getMessage());
    }
  }
}
