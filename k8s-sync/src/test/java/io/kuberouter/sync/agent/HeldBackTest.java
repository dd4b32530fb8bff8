package io.kuberouter.sync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.ipvs.IpvsChange;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.netfilter.ipset.SetChange;
import io.kuberouter.netfilter.ipset.text.SetEntryText;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.dataplane.BgpPlane;
import io.kuberouter.sync.dataplane.Ledger;
import io.kuberouter.sync.dataplane.NodeObserver;
import io.kuberouter.sync.dataplane.PlanApplier;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.PlanStep;
import io.kuberouter.sync.plan.Planner;
import io.kuberouter.sync.testkit.FakeNode;
import io.kuberouter.sync.watch.FolderSource;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was refused holds back what needs it, and nothing else, until it is there. */
class HeldBackTest {

  private static final int EPERM = 1;
  private static final int ENOSPC = 28;
  private static final AgentOptions OPTIONS = AgentFixture.options(true, false, true);
  private static final String CLUSTER =
      AgentFixture.node("10.244.0.0/24, 'fd24::/64'")
          + """
          apiVersion: v1
          kind: Service
          metadata: {name: web, namespace: shop, annotations: {kube-router.io/service.advertise.clusterip: 'true'}}
          spec: {clusterIPs: [10.96.0.10, 'fd96::a:10'], clusterIP: 10.96.0.10, ports: [{port: 80, name: a}, {port: 443, name: b}]}
          ---
          apiVersion: v1
          kind: Service
          metadata: {name: db, namespace: shop, annotations: {kube-router.io/service.advertise.clusterip: 'true'}}
          spec: {clusterIPs: [10.96.0.20, 'fd96::a:20'], clusterIP: 10.96.0.20, ports: [{port: 80}]}
          """;

  @TempDir private Path folder;
  private FakeNode node;
  private DesiredState desired;
  private Observed observed;
  private PlanApplier applier;
  private final Set<String> announced = new TreeSet<>();

  @BeforeEach
  void start() throws IOException {
    node = new FakeNode(folder, "10.99.0.11/24", "fd99::11/64");
    desired =
        new PlanSession(OPTIONS)
            .online(FolderSource.readText("test", CLUSTER), "node1", "cni.conf", node.io())
            .desired();
    Ledger ledger = Ledger.open(folder);
    applier = new PlanApplier(node.io(), ledger, new Announcements());
    observed = new NodeObserver(node.io(), OPTIONS, ledger).observe(desired);
  }

  private final class Announcements implements BgpPlane {
    @Override
    public void addPeer(Item.BgpPeer peer) {}

    @Override
    public void removePeer(Item.BgpPeer peer) {}

    @Override
    public void announce(Item.BgpRoute route) {
      announced.add(IpText.format(route.prefix().address()));
    }

    @Override
    public void withdraw(Item.BgpRoute route) {
      announced.remove(IpText.format(route.prefix().address()));
    }

    @Override
    public void close() {}
  }

  private List<PlanApplier.Failure> pass() {
    return applier.apply(new Planner(desired, observed).full(), observed);
  }

  private boolean answers(String address) throws IOException {
    InetAddress ip = IpText.parse(address);
    boolean carried =
        node.routes().addresses().stream().anyMatch(a -> a.address().address().equals(ip));
    boolean local = node.routes().match(ip).filter(r -> r.type() == 2).isPresent();
    assertThat(carried).isEqualTo(local);
    return carried;
  }

  private static boolean makes(IpvsChange change, String address, int port) {
    return change instanceof IpvsChange.AddService add
        && add.service().key() instanceof ServiceKey.ByAddress key
        && key.address().equals(IpText.parse(address))
        && (port == 0 || key.port() == port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.96.0.10", "fd96::a:10"})
  void anAddressWithoutAnyServiceIsNeitherAnsweredNorAnnounced(String vip) throws IOException {
    node.ipvs().failAll(change -> makes(change, vip, 0), EPERM);
    assertThat(pass())
        .filteredOn(PlanApplier.Failure::heldBack)
        .isNotEmpty()
        .allMatch(f -> f.step().reason().contains("shop/web"))
        .allMatch(f -> f.message().startsWith("waits for "));
    assertThat(answers(vip)).isFalse();
    assertThat(announced).doesNotContain(vip).contains("10.96.0.20", "fd96::a:20", "10.244.0.0");
    assertThat(answers("10.96.0.20")).isTrue();
    assertThat(answers("fd96::a:20")).isTrue();
    assertThat(pass()).filteredOn(PlanApplier.Failure::heldBack).as("still").isNotEmpty();
    assertThat(answers(vip)).isFalse();
    node.ipvs().heal();
    assertThat(pass()).noneMatch(PlanApplier.Failure::heldBack);
    assertThat(answers(vip)).isTrue();
    assertThat(announced).contains(vip);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.96.0.10", "fd96::a:10"})
  void oneServiceOfAnAddressIsEnough(String vip) throws IOException {
    node.ipvs().failAll(change -> makes(change, vip, 443), EPERM);
    pass();
    assertThat(answers(vip)).isTrue();
    assertThat(announced).contains(vip);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.96.0.10", "fd96::a:10"})
  void theGateToTheRejectWaitsForEveryAccept(String vip) throws IOException {
    node.sets()
        .failNext(
            change ->
                change instanceof SetChange.Add add
                    && add.set().endsWith("svip-prt")
                    && SetEntryText.format(add.entry()).equals(vip + ",tcp:443"),
            ENOSPC);
    pass();
    String prefix = vip.contains(":") ? "inet6:" : "";
    assertThat(entries(prefix + "kube-router-svip"))
        .doesNotContain(vip)
        .contains(prefix.isEmpty() ? "10.96.0.20" : "fd96::a:20");
    pass();
    assertThat(entries(prefix + "kube-router-svip")).contains(vip);
  }

  private List<String> entries(String name) throws IOException {
    return node.sets().sets().stream()
        .filter(set -> set.definition().name().equals(name))
        .flatMap(set -> set.entries().stream())
        .map(SetEntryText::format)
        .toList();
  }

  /** What waits comes with what it waits for, also by a change between full passes. */
  @Test
  void aServiceBringsItsAddressWithIt() throws IOException {
    node.ipvs().failAll(change -> makes(change, "10.96.0.10", 0), EPERM);
    Set<ItemKey> left = new HashSet<>();
    for (PlanApplier.Failure failure : pass()) {
      if (failure.step().change() instanceof PlanStep.Create create) {
        left.add(create.item().key());
      }
    }
    node.ipvs().heal();
    assertThat(applier.apply(new Planner(desired, observed).delta(left), observed))
        .noneMatch(PlanApplier.Failure::heldBack);
    assertThat(answers("10.96.0.10")).isTrue();
    assertThat(announced).contains("10.96.0.10");
  }
}
