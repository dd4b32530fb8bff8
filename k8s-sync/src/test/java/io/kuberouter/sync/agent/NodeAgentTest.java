package io.kuberouter.sync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.restore.RestoreScript;
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
import io.kuberouter.sync.testkit.FakeNode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole agent on a node in memory: a folder of manifests in, kernel state out. */
@Timeout(60)
class NodeAgentTest {

  private static final int EPERM = 1;
  private static final AgentOptions OPTIONS = AgentFixture.options(false, true, true);

  @TempDir private Path folder;
  private AgentFixture agent;
  private FakeNode node;

  @BeforeEach
  void cluster() throws IOException {
    agent = new AgentFixture(folder, OPTIONS);
    node = agent.node;
  }

  @Test
  void theNodeFollowsTheFolderInBothFamilies() throws Exception {
    agent.withAgent(
        () -> {
          agent.await(() -> agent.servers("10.96.0.10") == 1 && agent.servers("fd96::a:10") == 1);
          agent.await(() -> agent.plan().isEmpty());
          assertThat(node.netfilter().save(IpFamily.IPV6)).contains("KUBE-POD-FW-");
          agent.write("more", AgentFixture.pod(3) + AgentFixture.pod(4));
          agent.await(() -> agent.servers("10.96.0.10") == 3 && agent.servers("fd96::a:10") == 3);
          agent.remove("web");
          agent.await(() -> agent.servers("10.96.0.10") == -1 && agent.servers("fd96::a:10") == -1);
          agent.await(() -> agent.plan().isEmpty());
        });
  }

  @Test
  void aRefusedServiceIsItsOwnAndComesWithTheNextAttempt() throws Exception {
    node.ipvs()
        .failAll(
            change ->
                change instanceof IpvsChange.AddService a
                    && a.service().key().equals(AgentFixture.key("10.96.0.20")),
            EPERM);
    agent.withAgent(
        () -> {
          agent.await(() -> agent.servers("10.96.0.10") == 1 && agent.servers("fd96::a:20") == 0);
          assertThat(agent.servers("10.96.0.20")).isEqualTo(-1);
          agent.await(() -> addresses().containsAll(List.of("10.96.0.10", "fd96::a:20")));
          assertThat(addresses()).doesNotContain("10.96.0.20");
          assertThat(node.routes().match(IpText.parse("10.96.0.20")).filter(r -> r.type() == 2))
              .as("an address without its service is not answered")
              .isEmpty();
          node.ipvs().heal();
          agent.await(() -> agent.servers("10.96.0.20") == 0 && agent.plan().isEmpty());
          agent.await(() -> addresses().contains("10.96.0.20"));
        });
  }

  private List<String> addresses() throws IOException {
    int dummy = node.routes().link("kube-dummy-if").orElseThrow().index();
    return node.routes().addresses(dummy).stream()
        .map(a -> IpText.format(a.address().address()))
        .toList();
  }

  @Test
  void aRestartTouchesNothing() throws Exception {
    agent.withAgent(
        () -> agent.await(() -> agent.servers("10.96.0.10") == 1 && agent.plan().isEmpty()));
    int restores = node.netfilter().restores();
    agent.withAgent(
        () -> {
          agent.write("more", AgentFixture.pod(3)); // seen, so that the first pass is over
          agent.await(() -> agent.servers("10.96.0.10") == 2);
          agent.await(() -> agent.plan().isEmpty());
        });
    assertThat(node.netfilter().restores() - restores)
        .as("one restore a family for the new pod, none for the restart")
        .isEqualTo(2);
  }

  @Test
  void whatOthersMadeStaysOverRunAndCleanup() throws Exception {
    ServiceKey foreign = new ServiceKey.ByAddress(IpText.parse("10.96.0.10"), Protocol.TCP, 7777);
    agent.withAgent(
        () -> agent.await(() -> agent.servers("10.96.0.10") == 1 && agent.plan().isEmpty()));
    assertThat(
            node.ipvs()
                .apply(List.of(new IpvsChange.AddService(VirtualService.of(foreign, "wrr")))))
        .containsExactly(Optional.empty());
    node.sets()
        .apply(List.of(new SetChange.Create(SetDefinition.builder("others", "hash:ip").build())));
    node.io()
        .netfilter()
        .restore(
            IpFamily.IPV4,
            new RestoreScript("*filter\n-A INPUT -s 192.0.2.1/32 -j DROP\nCOMMIT\n", List.of()));
    assertThat(agent.plan().isEmpty()).as("none of it is ours to change").isTrue();
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
