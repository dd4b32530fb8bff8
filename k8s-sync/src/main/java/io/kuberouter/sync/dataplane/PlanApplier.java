package io.kuberouter.sync.dataplane;

import io.kuberouter.conntrack.FlowFilter;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.diff.TableChange;
import io.kuberouter.iptables.exec.RestoreFailedException;
import io.kuberouter.iptables.restore.RestoreScriptWriter;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.Phase;
import io.kuberouter.sync.plan.Plan;
import io.kuberouter.sync.plan.PlanStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the steps of plans: the only place that writes to the kernel. Steps of one phase go in one
 * batch. A step that fails is reported and the others are taken; what succeeded is recorded in the
 * observed state, and what has failed holds back what needs it.
 */
public final class PlanApplier {

  private final NodeIo io;
  private final Ledger ledger;
  private final BgpPlane bgp;
  private final KernelBatches batches;
  private final Refusals refusals = new Refusals();

  /** Writes through these edges. */
  public PlanApplier(NodeIo io, Ledger ledger, BgpPlane bgp) {
    this.io = io;
    this.ledger = ledger;
    this.bgp = bgp;
    this.batches = new KernelBatches(io, ledger);
  }

  /**
   * Begins with what an observer has found: the IPVS services that it took for ours stay ours, and
   * what was refused is tried again.
   */
  public void adopt(Observed observed) throws IOException {
    refusals.clear();
    List<String> keys = new ArrayList<>();
    for (Item item : observed.items()) {
      if (item instanceof Item.IpvsService service) {
        keys.add(service.service().key().toString());
      }
    }
    ledger.adopt(keys);
  }

  /**
   * A step that was not taken, and why.
   *
   * @param heldBack whether it was not tried, since something that it needs is not there
   */
  public record Failure(PlanStep step, String message, boolean heldBack) {}

  /**
   * Takes all steps.
   *
   * @param observed is changed along with the kernel
   * @return the steps that failed, and those that wait for what has failed
   */
  public List<Failure> apply(Plan plan, Observed observed) {
    Map<Phase, List<PlanStep>> phases = new EnumMap<>(Phase.class);
    plan.steps()
        .forEach(s -> phases.computeIfAbsent(batch(s.phase()), p -> new ArrayList<>()).add(s));
    Outcome outcome = new Outcome(observed, refusals);
    phases.forEach((phase, steps) -> phase(outcome.ready(steps), outcome));
    return outcome.failures();
  }

  /** Phases of sets that follow each other share a batch. */
  private static Phase batch(Phase phase) {
    return switch (phase) {
      case FILL_SETS -> Phase.CREATE_SETS;
      case DESTROY_SETS -> Phase.EMPTY_SETS;
      default -> phase;
    };
  }

  private void phase(List<PlanStep> steps, Outcome outcome) {
    List<PlanStep> sets = new ArrayList<>();
    List<PlanStep> ipvs = new ArrayList<>();
    List<PlanStep> routes = new ArrayList<>();
    for (PlanStep step : steps) {
      if (step.change() instanceof PlanStep.EditTable edit) {
        table(step, edit, outcome);
        continue;
      } else if (step.change() instanceof PlanStep.ForgetFlows forget) {
        one(step, outcome, () -> forget(forget.flows()));
        continue;
      }
      Item item = KernelChanges.item(step.change());
      switch (item.key().kind()) {
        case IP_SET, SET_ENTRY -> sets.add(step);
        case IPVS_SERVICE, IPVS_SERVER -> ipvs.add(step);
        case DEVICE, ADDRESS, ROUTE, POLICY_RULE -> routes.add(step);
        default -> one(step, outcome, () -> single(step.change(), item));
      }
    }
    batches.sets(sets, outcome);
    batches.ipvs(ipvs, outcome);
    batches.routes(routes, outcome);
  }

  /** Something that the kernel may refuse. */
  @FunctionalInterface
  private interface Action {
    void run() throws IOException;
  }

  private static void one(PlanStep step, Outcome outcome, Action action) {
    try {
      action.run();
      outcome.done(step);
    } catch (IOException e) {
      outcome.failed(step, e);
    }
  }

  /** All in one transaction; where the kernel refuses something, all but that. */
  private void table(PlanStep step, PlanStep.EditTable edit, Outcome outcome) {
    try {
      try {
        restore(edit.family(), edit.edits());
        outcome.done(step);
      } catch (RestoreFailedException e) {
        outcome.inPieces(
            step,
            edit,
            PiecewiseEdit.apply(edit, outcome.observed(), piece -> restore(edit.family(), piece)));
      }
    } catch (IOException e) {
      outcome.failed(step, e);
    }
  }

  private void restore(IpFamily family, TableChange edits) throws IOException {
    io.netfilter().restore(family, RestoreScriptWriter.script(List.of(edits)));
  }

  private void forget(FlowFilter flows) throws IOException {
    io.conntrack().orElseThrow(() -> new IOException("no connection tracking")).delete(flows);
  }

  private void single(PlanStep.Change change, Item item) throws IOException {
    boolean delete = change instanceof PlanStep.Delete;
    if (item instanceof Item.KernelModule module) {
      io.modules().load(module.name());
      if (module.name().equals(KernelModules.IP_VS) && io.ipvs().isPresent()) {
        io.ipvs().get().reopen();
      }
    } else if (item instanceof Item.Sysctl sysctl) {
      Path path = io.procSys().resolve(sysctl.path());
      if (!Files.exists(path)) {
        throw new IOException("this kernel has no setting " + sysctl.path());
      }
      Files.writeString(path, sysctl.value());
    } else if (item instanceof Item.CniConf conf) {
      CniFile.write(conf);
    } else if (item instanceof Item.Timeouts timeouts && io.ipvs().isPresent()) {
      io.ipvs().get().client().setTimeouts(timeouts.timeouts());
    } else if (item instanceof Item.BgpPeer peer) {
      if (delete) {
        bgp.removePeer(peer);
      } else {
        bgp.addPeer(peer);
      }
    } else if (item instanceof Item.BgpRoute route) {
      if (delete) {
        bgp.withdraw(route);
      } else {
        bgp.announce(route);
      }
    }
  }
}
