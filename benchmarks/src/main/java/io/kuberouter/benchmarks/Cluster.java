package io.kuberouter.benchmarks;

import io.kuberouter.sync.agent.PlanSession;
import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.config.CommonOptions;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.Plan;
import io.kuberouter.sync.plan.PlanStep;
import io.kuberouter.sync.plan.Planner;
import io.kuberouter.sync.translate.ClusterModel;
import io.kuberouter.sync.watch.FolderSource;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** A cluster of one node, its model, and a node on which everything has been applied. */
final class Cluster {

  private static final String NODE =
      """
      apiVersion: v1
      kind: Node
      metadata: {name: node1}
      spec: {podCIDRs: [10.244.0.0/16, 'fd24::/64']}
      status:
        addresses:
        - {type: InternalIP, address: 10.99.0.11}
        - {type: InternalIP, address: 'fd99::11'}
      """;

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
              DEFAULTS.serviceClusterIpRanges(),
              List.of(),
              List.of(),
              true,
              DEFAULTS.firstNodePort(),
              DEFAULTS.lastNodePort()),
          AgentOptions.DEFAULTS.proxy(),
          AgentOptions.DEFAULTS.policy(),
          AgentOptions.DEFAULTS.router());

  private final List<ClusterEvent> events;
  private final ClusterModel model;
  private final Observed observed = new Observed();

  Cluster(String manifests) throws IOException {
    events = events(NODE + manifests);
    model = translate();
    apply(new Planner(model.desired(), observed).full());
    if (!new Planner(model.desired(), observed).full().steps().isEmpty()) {
      throw new IllegalStateException("applied, there is still something to do");
    }
  }

  static List<ClusterEvent> events(String manifests) {
    List<ClusterEvent> events = FolderSource.readText("benchmark", manifests);
    if (events.stream().anyMatch(ClusterEvent.Rejected.class::isInstance)) {
      throw new IllegalStateException("a manifest of the benchmark was rejected");
    }
    return events;
  }

  private ClusterModel translate() throws IOException {
    return new PlanSession(OPTIONS).offline(events, "node1", "/etc/cni/net.d/10-kuberouter.conf");
  }

  private void apply(Plan plan) {
    for (PlanStep step : plan.steps()) {
      if (step.change() instanceof PlanStep.Create create) {
        observed.put(create.item());
      } else if (step.change() instanceof PlanStep.Update update) {
        observed.put(update.to());
      } else if (step.change() instanceof PlanStep.Delete delete) {
        observed.remove(delete.item().key());
      } else if (step.change() instanceof PlanStep.EditTable edit) {
        for (ChainKey chain : edit.result().keySet()) {
          edit.result()
              .get(chain)
              .ifPresentOrElse(
                  rules -> observed.putChain(chain, rules), () -> observed.removeChain(chain));
        }
      }
    }
  }

  /** {@return the number of steps that one changed object takes, applied} */
  int change(ClusterEvent event) {
    model.upsert(((ClusterEvent.Upserted) event).object());
    Set<ItemKey> keys = model.flush();
    Plan plan = new Planner(model.desired(), observed).delta(keys);
    apply(plan);
    return plan.steps().size();
  }

  /** {@return the number of steps that translating and comparing everything finds} */
  int everything() throws IOException {
    return new Planner(translate().desired(), observed).full().steps().size();
  }
}
