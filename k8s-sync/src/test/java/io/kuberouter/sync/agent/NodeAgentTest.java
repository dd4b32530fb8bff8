package io.kuberouter.sync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.ipvs.IpvsChange;
import io.kuberouter.ipvs.Protocol;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.VirtualService;
import io.kuberouter.netfilter.ipset.SetChange;
import io.kuberouter.netfilter.ipset.SetDefinition;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteChange;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.config.CommonOptions;
import io.kuberouter.sync.dataplane.BgpPlane;
import io.kuberouter.sync.dataplane.Ledger;
import io.kuberouter.sync.dataplane.NodeObserver;
import io.kuberouter.sync.dataplane.PlanApplier;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.Phase;
import io.kuberouter.sync.plan.Plan;
import io.kuberouter.sync.plan.PlanStep;
import io.kuberouter.sync.plan.PlanText;
import io.kuberouter.sync.testkit.FakeNode;
import io.kuberouter.sync.watch.FolderSource;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole agent on a node in memory: a folder of manifests in, kernel state out. */
@Timeout(60)
class NodeAgentTest {

  private static final int EPERM = 1;
  private static final CommonOptions DEFAULTS = CommonOptions.DEFAULTS;
  private static final AgentOptions OPTIONS =
      new AgentOptions(
          new CommonOptions(
              "node1",
              true,
              true,
              false,
              true,
              true,
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

  @TempDir private Path folder;
  private Path manifests;
  private FakeNode node;

  @BeforeEach
  void cluster() throws IOException {
    manifests = Files.createDirectories(folder.resolve("manifests"));
    node = new FakeNode(folder.resolve("node"), "10.99.0.11/24", "fd99::11/64");
    write(
        "base",
        """
        apiVersion: v1
        kind: Node
        metadata: {name: node1}
        spec: {podCIDRs: [10.244.0.0/24, 'fd24::/64']}
        status: {addresses: [{type: InternalIP, address: 10.99.0.11}, {type: InternalIP, address: 'fd99::11'}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec: {podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: 8080}]}]}
        """);
    write("web", service("web", 10) + pod(2));
    write("db", service("db", 20));
  }

  private static String service(String name, int number) {
    return """
        apiVersion: v1
        kind: Service
        metadata: {name: %s, namespace: shop}
        spec: {clusterIP: 10.96.0.%2$d, clusterIPs: [10.96.0.%2$d, 'fd96::a:%2$d'], selector: {app: %1$s}, ports: [{port: 80, targetPort: 8080}]}
        ---
        """
        .formatted(name, number);
  }

  private static String pod(int number) {
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

  private void write(String name, String text) throws IOException {
    Path fresh = Files.writeString(manifests.resolve("." + name), text);
    Files.move(fresh, manifests.resolve(name + ".yaml"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static ServiceKey key(String address) {
    return new ServiceKey.ByAddress(IpText.parse(address), Protocol.TCP, 80);
  }

  private int servers(String address) throws IOException {
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

  private void within(int seconds, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(() -> "in time; left to do: " + left()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /** Something done while an agent runs. */
  private interface Meanwhile {
    void run() throws Exception;
  }

  private void withAgent(Meanwhile meanwhile) throws Exception {
    NodeAgent agent =
        new NodeAgent(
            OPTIONS,
            "node1",
            folder.resolve("cni.conf").toString(),
            new FolderSource(manifests),
            node.io());
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
      thread.join(10_000);
    }
    assertThat(failure[0]).isNull();
    assertThat(thread.isAlive()).isFalse();
  }

  private Plan plan() throws IOException {
    PlanSession session = new PlanSession(OPTIONS);
    return session.plan(
        session.online(
            FolderSource.readOnce(manifests),
            "node1",
            folder.resolve("cni.conf").toString(),
            node.io()),
        node.io());
  }

  @Test
  void theNodeFollowsTheFolderInBothFamilies() throws Exception {
    withAgent(
        () -> {
          within(20, () -> servers("10.96.0.10") == 1 && servers("fd96::a:10") == 1);
          within(20, () -> plan().isEmpty());
          assertThat(node.netfilter().save(IpFamily.IPV6)).contains("KUBE-POD-FW-");
          write("more", pod(3) + pod(4));
          within(20, () -> servers("10.96.0.10") == 3 && servers("fd96::a:10") == 3);
          Files.delete(manifests.resolve("web.yaml"));
          within(20, () -> servers("10.96.0.10") == -1 && servers("fd96::a:10") == -1);
          within(20, () -> plan().isEmpty());
        });
  }

  @Test
  void aRefusedServiceIsItsOwnAndComesWithTheNextAttempt() throws Exception {
    node.ipvs()
        .failAll(
            change ->
                change instanceof IpvsChange.AddService a
                    && a.service().key().equals(key("10.96.0.20")),
            EPERM);
    withAgent(
        () -> {
          within(20, () -> servers("10.96.0.10") == 1 && servers("fd96::a:20") == 0);
          assertThat(servers("10.96.0.20")).isEqualTo(-1);
          node.ipvs().heal();
          within(20, () -> servers("10.96.0.20") == 0 && plan().isEmpty());
        });
  }

  @Test
  void aRestartTouchesNothing() throws Exception {
    withAgent(() -> within(20, () -> servers("10.96.0.10") == 1 && plan().isEmpty()));
    int restores = node.netfilter().restores();
    withAgent(
        () -> {
          write("more", pod(3)); // seen, so that the first pass is over
          within(20, () -> servers("10.96.0.10") == 2);
          within(20, () -> plan().isEmpty());
        });
    assertThat(node.netfilter().restores() - restores)
        .as("one restore a family for the new pod, none for the restart")
        .isEqualTo(2);
  }

  @Test
  void whatOthersMadeStaysOverRunAndCleanup() throws Exception {
    ServiceKey foreign = new ServiceKey.ByAddress(IpText.parse("10.96.0.10"), Protocol.TCP, 7777);
    withAgent(() -> within(20, () -> servers("10.96.0.10") == 1 && plan().isEmpty()));
    assertThat(
            node.ipvs()
                .apply(List.of(new IpvsChange.AddService(VirtualService.of(foreign, "wrr")))))
        .containsExactly(Optional.empty());
    node.sets()
        .apply(List.of(new SetChange.Create(SetDefinition.builder("others", "hash:ip").build())));
    node.io()
        .netfilter()
        .restore(IpFamily.IPV4, "*filter\n-A INPUT -s 192.0.2.1/32 -j DROP\nCOMMIT\n");
    assertThat(plan().isEmpty()).as("none of it is ours to change").isTrue();
    Ledger ledger = Ledger.open(node.io().stateFolder());
    Observed observed = new NodeObserver(node.io(), OPTIONS, ledger).observe(new DesiredState());
    assertThat(
            new PlanApplier(node.io(), ledger, BgpPlane.SILENT)
                .apply(PlanSession.cleanup(observed), observed))
        .isEmpty();
    assertThat(node.ipvs().services()).extracting(s -> s.service().key()).containsExactly(foreign);
    assertThat(node.sets().names()).containsExactly("others");
    assertThat(node.netfilter().save(IpFamily.IPV4)).contains("192.0.2.1").doesNotContain("KUBE-");
    assertThat(node.netfilter().save(IpFamily.IPV6)).doesNotContain("KUBE-");
    assertThat(node.routes().link("kube-dummy-if")).isEmpty();
  }

  @Test
  void aLearnedRouteYieldsToOneOfSomebodyElse() throws Exception {
    int eth0 = node.routes().link("eth0").orElseThrow().index();
    for (String[] one :
        new String[][] {
          {"10.50.0.0", "16", "10.99.0.7", "10.99.0.1", "0"},
          {"fd50::", "64", "fd99::7", "fd99::1", "1024"}
        }) {
      InetAddress destination = IpText.parse(one[0]);
      int length = Integer.parseInt(one[1]);
      long metric = Long.parseLong(one[4]);
      Route foreign =
          Route.to(destination, length)
              .via(IpText.parse(one[2]))
              .dev(eth0)
              .protocol(4)
              .metric(metric);
      assertThat(node.routes().apply(List.of(new RouteChange.AddRoute(foreign))))
          .containsExactly(Optional.empty());
      Item learned =
          new Item.Route(
              254,
              1,
              17,
              0,
              new Cidr(destination, length),
              Optional.of(IpText.parse(one[3])),
              "",
              Optional.empty(),
              metric);
      Observed observed = new Observed();
      List<PlanApplier.Failure> failures =
          new PlanApplier(node.io(), Ledger.open(node.io().stateFolder()), BgpPlane.SILENT)
              .apply(
                  new Plan(
                      List.of(new PlanStep(Phase.ADD_ROUTES, new PlanStep.Create(learned), "BGP"))),
                  observed);
      assertThat(failures).hasSize(1);
      assertThat(failures.get(0).message()).contains("not ours is in the way");
      assertThat(observed.get(learned.key())).isEmpty();
      assertThat(node.routes().match(destination)).contains(foreign);
    }
  }
}
