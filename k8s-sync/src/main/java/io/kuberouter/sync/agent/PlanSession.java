package io.kuberouter.sync.agent;

import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.cluster.ObjectKey;
import io.kuberouter.sync.cluster.ObjectKey.Kind;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.dataplane.Ledger;
import io.kuberouter.sync.dataplane.NodeIo;
import io.kuberouter.sync.dataplane.NodeObserver;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import io.kuberouter.sync.plan.Draining;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.Plan;
import io.kuberouter.sync.plan.PlanStep;
import io.kuberouter.sync.plan.Planner;
import io.kuberouter.sync.translate.ClusterModel;
import io.kuberouter.sync.translate.NodeFacts;
import io.kuberouter.sync.translate.Note;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One look at the cluster and the node, for commands that end: plan, verify, cleanup. */
public final class PlanSession {

  private final AgentOptions options;
  private final List<Note> notes = new ArrayList<>();

  /** Plans with these options. */
  public PlanSession(AgentOptions options) {
    this.options = options;
  }

  /** {@return what was left out, and why, after a model was made} */
  public List<Note> notes() {
    return notes;
  }

  /**
   * Makes the desired state of a node that is not asked.
   *
   * @param events all objects of the cluster
   */
  public ClusterModel offline(List<ClusterEvent> events, String nodeName, String cniConf)
      throws IOException {
    NodeView node = ownNode(events, nodeName);
    return model(events, NodeSetup.offline(node, options.common(), notes), cniConf, true);
  }

  /** Makes the desired state of this node. */
  public ClusterModel online(List<ClusterEvent> events, String nodeName, String cniConf, NodeIo io)
      throws IOException {
    NodeView node = ownNode(events, nodeName);
    return model(
        events, NodeSetup.online(node, options.common(), io.routes(), notes), cniConf, false);
  }

  private ClusterModel model(
      List<ClusterEvent> events, NodeFacts facts, String cniConf, boolean presumeRoutes)
      throws IOException {
    if (options.common().runFirewall()
        && options.policy().defaultDeny()
        && facts.podCidrs().isEmpty()) {
      throw new IOException(
          facts.node().key()
              + ": --netpol-default-deny needs to know the node's pod networks: give it"
              + " spec.podCIDRs or annotation kube-router.io/pod-cidrs");
    }
    ClusterModel model = new ClusterModel(options, facts, cniConf);
    for (ClusterEvent event : events) {
      if (event instanceof ClusterEvent.Upserted upserted) {
        model.upsert(upserted.object());
      } else if (event instanceof ClusterEvent.Deleted deleted) {
        model.delete(deleted.key());
      } else if (event instanceof ClusterEvent.Rejected rejected) {
        notes.add(new Note(rejected.subject(), rejected.reason()));
      }
    }
    if (presumeRoutes && options.common().runRouter() && options.router().enableIbgp()) {
      model.learnFromNodes();
    }
    model.flush();
    notes.addAll(model.notes());
    return model;
  }

  /** {@return our Node among the objects} */
  static NodeView ownNode(List<ClusterEvent> events, String name) throws IOException {
    ObjectKey key = new ObjectKey(Kind.NODE, "", name);
    Map<ObjectKey, NodeView> nodes = new HashMap<>();
    for (ClusterEvent event : events) {
      if (event instanceof ClusterEvent.Upserted upserted
          && upserted.object() instanceof NodeView node) {
        nodes.put(node.key(), node);
      }
    }
    NodeView node = nodes.get(key);
    if (node == null) {
      throw new IOException(
          "no Node named \""
              + name
              + "\" in the cluster (it has "
              + nodes.keySet().stream().map(ObjectKey::name).sorted().toList()
              + "); see --hostname-override");
    }
    return node;
  }

  /** {@return the steps that would bring the node to the desired state} */
  public Plan plan(ClusterModel model, NodeIo io) throws IOException {
    Observed observed =
        new NodeObserver(io, options, Ledger.open(io.stateFolder())).observe(model.desired());
    return withoutBgp(
        new Planner(model.desired(), observed, draining(options), System.nanoTime()).full());
  }

  /** {@return what becomes of unwanted servers, as the flags say} */
  static Draining draining(AgentOptions options) {
    return options.proxy().gracefulTermination()
        ? Draining.atMost(options.proxy().gracefulPeriod())
        : Draining.off();
  }

  /** {@return the steps that would take everything that was found off the node} */
  public static Plan cleanup(Observed observed) {
    return new Planner(new DesiredState(), observed).full();
  }

  /**
   * Sessions, announcements and learned routes are the running speaker's: nobody else can tell
   * whether they are as they should be.
   */
  private static Plan withoutBgp(Plan plan) {
    return new Plan(
        plan.steps().stream()
            .filter(
                step -> {
                  Item item =
                      step.change() instanceof PlanStep.Create c
                          ? c.item()
                          : step.change() instanceof PlanStep.Delete d ? d.item() : null;
                  return item == null || !ofSpeaker(item);
                })
            .toList());
  }

  private static boolean ofSpeaker(Item item) {
    ItemKey key = item.key();
    return key.kind() == ItemKind.BGP_PEER
        || key.kind() == ItemKind.BGP_ROUTE
        || (item instanceof Item.Route r && (r.protocol() == 17 || r.table() == 77))
        || (item instanceof Item.Device d && d.name().startsWith("tun-"));
  }
}
