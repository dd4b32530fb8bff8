package io.kuberouter.sync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.exec.Backend;
import io.kuberouter.iptables.exec.IptablesTool;
import io.kuberouter.iptables.exec.RestoreFailedException;
import io.kuberouter.iptables.exec.RestoreReport;
import io.kuberouter.iptables.restore.RestoreScript;
import io.kuberouter.netfilter.ipset.text.SetEntryText;
import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.config.PolicyOptions;
import io.kuberouter.sync.dataplane.BgpPlane;
import io.kuberouter.sync.dataplane.Ledger;
import io.kuberouter.sync.dataplane.NodeIo;
import io.kuberouter.sync.dataplane.NodeObserver;
import io.kuberouter.sync.dataplane.PlanApplier;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.Planner;
import io.kuberouter.sync.testkit.FakeNode;
import io.kuberouter.sync.translate.ClusterModel;
import io.kuberouter.sync.watch.FolderSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under default deny, a pod whose rules were refused does not count as one with rules. */
class PodHeldBackTest {

  private static final AgentOptions DEFAULTS = AgentFixture.options(false, true, false);
  private static final AgentOptions OPTIONS =
      new AgentOptions(
          DEFAULTS.common(),
          DEFAULTS.proxy(),
          new PolicyOptions(DEFAULTS.policy().syncPeriod(), true, false),
          DEFAULTS.router());

  @TempDir private Path folder;
  private String refused = "nothing";

  /** The packet filter of the node, which refuses what the test wants it to. */
  private final class Refusing implements IptablesTool {
    private final IptablesTool inner;

    Refusing(IptablesTool inner) {
      this.inner = inner;
    }

    @Override
    public Backend backend() {
      return inner.backend();
    }

    @Override
    public String save(IpFamily family) throws IOException {
      return inner.save(family);
    }

    @Override
    public RestoreReport restore(IpFamily family, RestoreScript script) throws IOException {
      if (script.text().contains(refused)) {
        throw new RestoreFailedException("refused by the test");
      }
      return inner.restore(family, script);
    }
  }

  private FakeNode node;
  private ClusterModel model;
  private Observed observed;
  private PlanApplier applier;

  /** A node whose packet filter refuses, and its cluster with these pods. */
  private void node(String pods) throws IOException {
    node = new FakeNode(folder, "10.99.0.11/24", "fd99::11/64");
    NodeIo io = node.io();
    io = io.withNetfilter(new Refusing(io.netfilter()));
    String cluster = AgentFixture.node("10.244.0.0/24, 'fd24::/64'") + pods;
    model =
        new PlanSession(OPTIONS)
            .online(FolderSource.readText("test", cluster), "node1", "cni.conf", io);
    Ledger ledger = Ledger.open(folder);
    observed = new NodeObserver(io, OPTIONS, ledger).observe(model.desired());
    applier = new PlanApplier(io, ledger, BgpPlane.SILENT);
  }

  private List<PlanApplier.Failure> full() {
    return applier.apply(new Planner(model.desired(), observed).full(), observed);
  }

  /** On a node that has nothing yet, where all comes in one plan. */
  @ParameterizedTest
  @ValueSource(strings = {"web-3 reject", "web-3 in", "web-3 out"})
  void alsoInTheFirstPlan(String words) throws IOException {
    node(AgentFixture.pod(2) + AgentFixture.pod(3));
    refused = words;
    assertThat(full()).filteredOn(PlanApplier.Failure::heldBack).hasSize(2);
    assertThat(members(node)).containsExactlyInAnyOrder("10.244.0.2", "fd24::2");
  }

  /** A rule of its own chain, and those that lead there, one way and the other. */
  @ParameterizedTest
  @ValueSource(strings = {"web-3 reject", "web-3 in", "web-3 out"})
  void inBothFamilies(String words) throws IOException {
    node(AgentFixture.pod(2));
    assertThat(full()).isEmpty();
    assertThat(members(node)).containsExactlyInAnyOrder("10.244.0.2", "fd24::2");

    for (ClusterEvent event :
        FolderSource.readText("test", AgentFixture.pod(3) + AgentFixture.pod(4))) {
      if (event instanceof ClusterEvent.Upserted upserted) {
        model.upsert(upserted.object());
      }
    }
    refused = words;
    List<PlanApplier.Failure> failures =
        applier.apply(new Planner(model.desired(), observed).delta(model.flush()), observed);
    assertThat(failures).filteredOn(PlanApplier.Failure::heldBack).hasSize(2);
    assertThat(members(node))
        .containsExactlyInAnyOrder("10.244.0.2", "fd24::2", "10.244.0.4", "fd24::4");

    refused = "nothing";
    assertThat(full()).isEmpty();
    assertThat(members(node)).contains("10.244.0.3", "fd24::3");
  }

  private static List<String> members(FakeNode node) throws IOException {
    return node.sets().sets().stream()
        .filter(set -> set.definition().name().endsWith("kube-router-local-pods"))
        .flatMap(set -> set.entries().stream())
        .map(SetEntryText::format)
        .toList();
  }
}
