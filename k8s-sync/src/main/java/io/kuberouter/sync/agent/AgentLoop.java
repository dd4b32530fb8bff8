package io.kuberouter.sync.agent;

import io.kuberouter.route.RouteEvent;
import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.NodeView;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.dataplane.BgpPlane;
import io.kuberouter.sync.dataplane.Ledger;
import io.kuberouter.sync.dataplane.NodeIo;
import io.kuberouter.sync.dataplane.NodeObserver;
import io.kuberouter.sync.dataplane.PlanApplier;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.plan.Draining;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.Plan;
import io.kuberouter.sync.plan.PlanStep;
import io.kuberouter.sync.plan.Planner;
import io.kuberouter.sync.translate.ClusterModel;
import io.kuberouter.sync.translate.NodeFacts;
import io.kuberouter.sync.translate.Note;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes events, plans what they change, applies it; now and then looks at everything again. The
 * thread that calls {@link #turn} does all of it, and is the only one that writes to the kernel.
 */
final class AgentLoop {

  private static final Logger LOG = LoggerFactory.getLogger(AgentLoop.class);

  /** Events that come within this time of each other are planned together. */
  private static final Duration GATHER = Duration.ofMillis(20);

  /** How long routes of an earlier run stay, at least, until the sessions have told them again. */
  private static final Duration LEARN_AGAIN = Duration.ofSeconds(60);

  /** A turn takes no longer than this, so that whoever watches the loop sees that it goes. */
  private static final Duration LONGEST_TURN = Duration.ofSeconds(5);

  private final AgentOptions options;
  private final NodeIo io;
  private final EventQueue queue;
  private final Consumer<Note> notes;
  private final Consumer<NodeView> nodeChanged;
  private final NodeObserver observer;
  private final PlanApplier applier;
  private final Draining draining;
  private final DrainLooks drainLooks;
  private final RouteUpkeep upkeep;
  private ClusterModel model;
  private Observed observed = new Observed();
  private final long learnedAgain;
  private final FullPasses passes;

  AgentLoop(
      AgentOptions options,
      NodeIo io,
      EventQueue queue,
      ClusterModel model,
      BgpPlane bgp,
      Consumer<NodeView> nodeChanged,
      Consumer<Note> notes)
      throws IOException {
    this.options = options;
    this.io = io;
    this.queue = queue;
    this.model = model;
    this.notes = notes;
    this.nodeChanged = nodeChanged;
    Ledger ledger = Ledger.open(io.stateFolder());
    this.observer = new NodeObserver(io, options, ledger);
    this.applier = new PlanApplier(io, ledger, bgp);
    long now = System.nanoTime();
    this.passes = new FullPasses(FullPasses.period(options), now);
    this.upkeep = new RouteUpkeep(options, observer, now);
    this.draining = PlanSession.draining(options);
    this.drainLooks = new DrainLooks(io, draining);
    Duration promised = options.router().gracefulRestartTime();
    boolean longer = options.router().gracefulRestart() && promised.compareTo(LEARN_AGAIN) > 0;
    this.learnedAgain = now + (longer ? promised : LEARN_AGAIN).toNanos();
  }

  /**
   * Does what is due, or waits a while for an event and does what it asks for. A fault of ours does
   * not end the agent: it is told, and everything is looked at again.
   */
  void turn() throws InterruptedException {
    try {
      step();
    } catch (RuntimeException e) {
      LOG.error("a turn of the agent has failed, and is made up for by a full pass", e);
      passes.retry(System.nanoTime());
    }
  }

  private void step() throws InterruptedException {
    long now = System.nanoTime();
    if (passes.untilNext(now) <= 0) {
      full();
    } else if (upkeep.untilNext(now) <= 0) {
      lookAtRoutes(now);
    } else if (drainLooks.untilNext(now) <= 0) {
      apply(planner().delta(drainLooks.look(observed, now)), "drained");
    } else {
      long wait =
          Math.min(
              drainLooks.untilNext(now), Math.min(passes.untilNext(now), upkeep.untilNext(now)));
      changes(queue.poll(Math.min(wait, LONGEST_TURN.toNanos())));
    }
  }

  // ---- changes

  private void changes(@Nullable ClusterEvent first) throws InterruptedException {
    long left = GATHER.toNanos();
    long end = System.nanoTime() + left;
    ClusterEvent event = first;
    while (event != null || (left > 0 && queue.hasTold())) {
      if (event != null) {
        take(event);
      }
      left = end - System.nanoTime();
      event = left > 0 ? queue.poll(left) : null;
    }
    queue.takeRoutes(model::learn);
    Set<ItemKey> changed = model.flush();
    model.takeFreshNotes().forEach(notes);
    apply(planner().delta(changed), "change");
    told(queue.takeTold());
  }

  /** What the kernel has told; of our own writes it tells what is known. */
  private void told(List<RouteEvent> events) {
    long now = System.nanoTime();
    if (events.contains(new RouteEvent.Lost())) {
      passes.lost(now);
      return;
    }
    try {
      repair(upkeep.told(events, model.desired(), observed, now), "put back");
    } catch (IOException e) {
      LOG.warn("changes of the kernel could not be looked at: {}", e.getMessage());
      passes.retry(now);
    }
    if (upkeep.takeCameUp()) {
      passes.cameUp(now);
    }
  }

  private void repair(Set<ItemKey> keys, String what) {
    apply(withoutForgetting(planner().delta(keys)), what);
  }

  private void take(ClusterEvent event) {
    if (event instanceof ClusterEvent.Upserted upserted) {
      model.upsert(upserted.object());
      if (upserted.object().key().equals(model.facts().node().key())
          && !upserted.object().equals(model.facts().node())) {
        passes.by(System.nanoTime()); // addresses, pod networks or annotations of our own
      }
    } else if (event instanceof ClusterEvent.Deleted deleted) {
      model.delete(deleted.key());
    } else if (event instanceof ClusterEvent.Rejected rejected) {
      notes.accept(new Note(rejected.subject(), rejected.reason()));
    }
  }

  private Planner planner() {
    return new Planner(model.desired(), observed, draining, System.nanoTime());
  }

  /** {@return whether all of it was done} */
  private boolean apply(Plan plan, String what) {
    if (plan.isEmpty()) {
      return true;
    }
    long start = System.nanoTime();
    List<PlanApplier.Failure> failures = applier.apply(plan, observed);
    LOG.info(
        "{}: {} steps in {} ms",
        what,
        plan.steps().size(),
        (System.nanoTime() - start) / 1_000_000);
    Failures.refused(failures).forEach(LOG::error);
    Failures.heldBack(failures).forEach(LOG::info);
    if (!failures.isEmpty()) {
      passes.stepsFailed(System.nanoTime(), Failures.mayNeedDevice(failures));
    }
    upkeep.added(plan, System.nanoTime());
    return failures.isEmpty();
  }

  // ---- everything

  private void full() {
    passes.started(System.nanoTime());
    lookAtOwnNode();
    try {
      Observed found = observer.observe(model.desired());
      applier.adopt(found);
      for (Item item : observed.items()) {
        if (item instanceof Item.BgpPeer || item instanceof Item.BgpRoute) {
          found.put(item);
        }
      }
      observed = found;
    } catch (IOException e) {
      LOG.error("the node could not be read: {}", e.getMessage());
      passes.retry(System.nanoTime());
      return;
    }
    if (System.nanoTime() - learnedAgain < 0) {
      passes.by(learnedAgain);
    }
    if (apply(withoutForgetting(planner().full()), "full pass")) {
      passes.succeeded();
    }
  }

  /** What is to stay of an earlier run's routes until the sessions have told them again. */
  private Plan withoutForgetting(Plan plan) {
    return System.nanoTime() - learnedAgain < 0
        ? new Plan(plan.steps().stream().filter(s -> !forgetsRoute(s)).toList())
        : plan;
  }

  /** Where the node itself has changed, everything is translated anew. */
  private void lookAtOwnNode() {
    NodeView node = model.node();
    List<Note> told = new ArrayList<>();
    NodeFacts facts;
    try {
      facts = NodeSetup.online(node, options.common(), io.routes(), told);
    } catch (IOException e) {
      notes.accept(
          new Note(node.key().toString(), e.getMessage() + "; as it was before, it is served on"));
      return;
    }
    if (facts.equals(model.facts())) {
      return;
    }
    LOG.info("{}: its addresses, networks or annotations have changed", node.key());
    if (!node.equals(model.facts().node())) {
      nodeChanged.accept(node);
    }
    model = model.withFacts(facts);
    model.flush();
    told.forEach(notes);
    model.takeFreshNotes().forEach(notes);
  }

  private static boolean forgetsRoute(PlanStep step) {
    return step.change() instanceof PlanStep.Delete delete
        && ((delete.item() instanceof Item.Route route
                && (route.protocol() == 17 || route.table() == 77))
            || (delete.item() instanceof Item.Device device && device.name().startsWith("tun-")));
  }

  // ---- what time brings

  private void lookAtRoutes(long now) {
    try {
      repair(upkeep.due(model.desired(), observed, now), "routes");
    } catch (IOException e) {
      LOG.warn("routes could not be looked at: {}", e.getMessage());
      passes.retry(now);
    }
  }
}
