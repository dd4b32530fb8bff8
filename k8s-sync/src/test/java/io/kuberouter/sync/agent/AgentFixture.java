package io.kuberouter.sync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.ipvs.Protocol;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.config.CommonOptions;
import io.kuberouter.sync.dataplane.NodeIo;
import io.kuberouter.sync.plan.Plan;
import io.kuberouter.sync.plan.PlanText;
import io.kuberouter.sync.testkit.FakeNode;
import io.kuberouter.sync.watch.FolderSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A node in memory, a folder of manifests and the agent between them. */
final class AgentFixture {

  private static final CommonOptions DEFAULTS = CommonOptions.DEFAULTS;

  final FakeNode node;

  /** The edges of the node, or what a test puts in their place. */
  NodeIo io;

  private final Path folder;
  private final Path manifests;
  private final AgentOptions options;

  /** Makes the node and its cluster: two Services, a pod and a policy. */
  AgentFixture(Path folder, AgentOptions options) throws IOException {
    this.folder = folder;
    this.options = options;
    manifests = Files.createDirectories(folder.resolve("manifests"));
    node = new FakeNode(folder.resolve("node"), "10.99.0.11/24", "fd99::11/64");
    io = node.io();
    write("base", node("10.244.0.0/24, 'fd24::/64'") + POLICY);
    write("web", service("web", 10) + pod(2));
    write("db", service("db", 20));
  }

  /** Options with both families and these planes. */
  static AgentOptions options(boolean router, boolean firewall, boolean proxy) {
    return new AgentOptions(
        new CommonOptions(
            "node1",
            true,
            true,
            router,
            firewall,
            proxy,
            false,
            List.of(Cidr.parse("10.96.0.0/16"), Cidr.parse("fd96::/108")),
            List.of(),
            List.of(),
            true,
            DEFAULTS.firstNodePort(),
            DEFAULTS.lastNodePort()),
        AgentOptions.DEFAULTS.proxy(),
        AgentOptions.DEFAULTS.policy(),
        AgentOptions.DEFAULTS.router());
  }

  static String node(String podCidrs) {
    return """
        apiVersion: v1
        kind: Node
        metadata: {name: node1}
        spec: {podCIDRs: [%s]}
        status: {addresses: [{type: InternalIP, address: 10.99.0.11}, {type: InternalIP, address: 'fd99::11'}]}
        ---
        """
        .formatted(podCidrs);
  }

  static final String POLICY =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: web, namespace: shop}
      spec: {podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: 8080}]}]}
      """;

  static String service(String name, int number) {
    return """
        apiVersion: v1
        kind: Service
        metadata: {name: %s, namespace: shop}
        spec: {clusterIP: 10.96.0.%2$d, clusterIPs: [10.96.0.%2$d, 'fd96::a:%2$d'], selector: {app: %1$s}, ports: [{port: 80, targetPort: 8080}]}
        ---
        """
        .formatted(name, number);
  }

  static String pod(int number) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: web-%1$d, namespace: shop, labels: {app: web}}
        spec: {nodeName: node1}
        status: {phase: Running, podIPs: [{ip: 10.244.0.%1$d}, {ip: 'fd24::%1$d'}]}
        ---
        """
        .formatted(number);
  }

  void write(String name, String text) throws IOException {
    Path fresh = Files.writeString(manifests.resolve("." + name), text);
    Files.move(fresh, manifests.resolve(name + ".yaml"), StandardCopyOption.ATOMIC_MOVE);
  }

  static ServiceKey key(String address) {
    return new ServiceKey.ByAddress(IpText.parse(address), Protocol.TCP, 80);
  }

  int servers(String address) throws IOException {
    return node.ipvs().service(key(address)).isEmpty()
        ? -1
        : node.ipvs().servers(key(address)).size();
  }

  private String left() {
    try {
      return PlanText.format(plan());
    } catch (IOException e) {
      return "the node cannot be read: " + e.getMessage();
    }
  }

  /** Waits for what must come: long enough for a slow machine that has much else to do. */
  void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(() -> "in time; left to do: " + left()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /** Something done while an agent runs. */
  interface Meanwhile {
    void run() throws Exception;
  }

  void withAgent(Meanwhile meanwhile) throws Exception {
    NodeAgent agent =
        new NodeAgent(options, "node1", cniConf().toString(), new FolderSource(manifests), io);
    Throwable[] failure = new Throwable[1];
    Thread thread =
        new Thread(
            () -> {
              try {
                agent.run();
              } catch (IOException | InterruptedException | RuntimeException e) {
                failure[0] = e;
              }
            });
    thread.start();
    try {
      meanwhile.run();
    } finally {
      agent.close();
      thread.join(60_000);
    }
    assertThat(failure[0]).isNull();
    assertThat(thread.isAlive()).isFalse();
  }

  Plan plan() throws IOException {
    return plan(options);
  }

  /** {@return what an agent with other options would do} */
  Plan plan(AgentOptions options) throws IOException {
    PlanSession session = new PlanSession(options);
    return session.plan(
        session.online(FolderSource.readOnce(manifests), "node1", cniConf().toString(), io), io);
  }

  /** Takes a manifest away. */
  void remove(String name) throws IOException {
    Files.delete(manifests.resolve(name + ".yaml"));
  }

  /** {@return the path of the CNI configuration} */
  Path cniConf() {
    return folder.resolve("cni.conf");
  }
}
