package io.kuberouter.sync.dataplane;

import io.kuberouter.conntrack.FlowFilter;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.diff.TableChange;
import io.kuberouter.iptables.exec.RestoreFailedException;
import io.kuberouter.iptables.restore.RestoreScriptWriter;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.route.Link;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.Phase;
import io.kuberouter.sync.plan.Plan;
import io.kuberouter.sync.plan.PlanStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes the steps of plans: the only place that writes to the kernel. Steps of one phase go in one
 * batch. A step that fails is reported and the others are taken; what succeeded is recorded in the
 * observed state.
 */
public final class PlanApplier {

  private final NodeIo io;
  private final Ledger ledger;
  private final BgpPlane bgp;

  /** Writes through these edges. */
  public PlanApplier(NodeIo io, Ledger ledger, BgpPlane bgp) {
    this.io = io;
    this.ledger = ledger;
    this.bgp = bgp;
  }

  /** Notes the IPVS services that an observer took for ours, so that they stay so. */
  public void adopt(Observed observed) throws IOException {
    List<String> keys = new ArrayList<>();
    for (Item item : observed.items()) {
      if (item instanceof Item.IpvsService service) {
        keys.add(service.service().key().toString());
      }
    }
    ledger.adopt(keys);
  }

  /** A step that was not taken, and why. */
  public record Failure(PlanStep step, String message) {}

  /**
   * Takes all steps.
   *
   * @param observed is changed along with the kernel
   * @return the steps that failed
   */
  public List<Failure> apply(Plan plan, Observed observed) {
    Map<Phase, List<PlanStep>> phases = new EnumMap<>(Phase.class);
    plan.steps()
        .forEach(s -> phases.computeIfAbsent(batch(s.phase()), p -> new ArrayList<>()).add(s));
    List<Failure> failures = new ArrayList<>();
    phases.forEach((phase, steps) -> phase(steps, observed, failures));
    return failures;
  }

  /** Phases of sets that follow each other share a batch. */
  private static Phase batch(Phase phase) {
    return switch (phase) {
      case FILL_SETS -> Phase.CREATE_SETS;
      case DESTROY_SETS -> Phase.EMPTY_SETS;
      default -> phase;
    };
  }

  private void phase(List<PlanStep> steps, Observed observed, List<Failure> failures) {
    List<PlanStep> sets = new ArrayList<>();
    List<PlanStep> ipvs = new ArrayList<>();
    List<PlanStep> routes = new ArrayList<>();
    for (PlanStep step : steps) {
      if (step.change() instanceof PlanStep.EditTable edit) {
        table(step, edit, observed, failures);
        continue;
      } else if (step.change() instanceof PlanStep.ForgetFlows forget) {
        one(step, observed, failures, () -> forget(forget.flows()));
        continue;
      }
      Item item = KernelChanges.item(step.change());
      switch (item.key().kind()) {
        case IP_SET, SET_ENTRY -> sets.add(step);
        case IPVS_SERVICE, IPVS_SERVER -> ipvs.add(step);
        case DEVICE, ADDRESS, ROUTE, POLICY_RULE -> routes.add(step);
        default -> one(step, observed, failures, () -> single(step.change(), item));
      }
    }
    sets(sets, observed, failures);
    ipvs(ipvs, observed, failures);
    routes(routes, observed, failures);
  }

  /** Something that the kernel may refuse. */
  @FunctionalInterface
  private interface Action {
    void run() throws IOException;
  }

  private static void one(PlanStep step, Observed observed, List<Failure> failures, Action action) {
    try {
      action.run();
      record(step, observed);
    } catch (IOException e) {
      failures.add(new Failure(step, String.valueOf(e.getMessage())));
    }
  }

  private static void record(PlanStep step, Observed observed) {
    if (step.change() instanceof PlanStep.EditTable edit) {
      edit.result()
          .forEach(
              (chain, rules) ->
                  rules.ifPresentOrElse(
                      r -> observed.putChain(chain, r), () -> observed.removeChain(chain)));
    } else if (step.change() instanceof PlanStep.Delete delete) {
      observed.remove(delete.item().key());
    } else if (!(step.change() instanceof PlanStep.ForgetFlows)) {
      observed.put(KernelChanges.item(step.change()));
    }
  }

  /** All in one transaction; where the kernel refuses something, all but that. */
  private void table(
      PlanStep step, PlanStep.EditTable edit, Observed observed, List<Failure> failures) {
    try {
      try {
        restore(edit.family(), edit.edits());
        record(step, observed);
      } catch (RestoreFailedException e) {
        for (PiecewiseEdit.Refusal refusal :
            PiecewiseEdit.apply(edit, observed, piece -> restore(edit.family(), piece))) {
          String reason = edit.reasons().getOrDefault(refusal.chain(), step.reason());
          failures.add(
              new Failure(
                  new PlanStep(step.phase(), edit, reason),
                  "chain " + refusal.chain() + ": " + refusal.message()));
        }
      }
    } catch (IOException e) {
      failures.add(new Failure(step, String.valueOf(e.getMessage())));
    }
  }

  private void restore(IpFamily family, TableChange edits) throws IOException {
    io.netfilter().restore(family, RestoreScriptWriter.write(List.of(edits)));
  }

  private void forget(FlowFilter flows) throws IOException {
    io.conntrack().orElseThrow(() -> new IOException("no connection tracking")).delete(flows);
  }

  private void single(PlanStep.Change change, Item item) throws IOException {
    boolean delete = change instanceof PlanStep.Delete;
    if (item instanceof Item.Sysctl sysctl) {
      Path path = io.procSys().resolve(sysctl.path());
      if (!Files.exists(path)) {
        throw new IOException("this kernel has no setting " + sysctl.path());
      }
      Files.writeString(path, sysctl.value());
    } else if (item instanceof Item.CniConf conf) {
      CniFile.write(conf);
    } else if (item instanceof Item.Timeouts timeouts && io.ipvs().isPresent()) {
      io.ipvs().get().setTimeouts(timeouts.timeouts());
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

  // ---- sets

  private void sets(List<PlanStep> steps, Observed observed, List<Failure> failures) {
    if (steps.isEmpty()) {
      return;
    }
    Map<String, String> types = new HashMap<>();
    List<PlanStep> known = new ArrayList<>();
    for (PlanStep step : steps) {
      Item item = KernelChanges.item(step.change());
      if (item instanceof Item.IpSet set) {
        types.put(set.name(), set.type());
      } else {
        String name = ((Item.SetEntry) item).set();
        observed
            .get(new ItemKey(ItemKind.IP_SET, name))
            .ifPresent(set -> types.putIfAbsent(name, ((Item.IpSet) set).type()));
      }
    }
    for (PlanStep step : steps) {
      if (KernelChanges.item(step.change()) instanceof Item.SetEntry entry
          && !types.containsKey(entry.set())) {
        failures.add(new Failure(step, "ipset " + entry.set() + ": there is no such set"));
      } else {
        known.add(step);
      }
    }
    try {
      batch(
          known,
          observed,
          failures,
          step -> List.of(KernelChanges.ofSets(step.change(), types)),
          io.sets()::apply);
    } catch (IOException e) {
      known.forEach(step -> failures.add(new Failure(step, String.valueOf(e.getMessage()))));
    }
  }

  // ---- IPVS

  private void ipvs(List<PlanStep> steps, Observed observed, List<Failure> failures) {
    if (steps.isEmpty()) {
      return;
    }
    List<String> made = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (PlanStep step : steps) {
      if (KernelChanges.item(step.change()) instanceof Item.IpvsService service) {
        (step.change() instanceof PlanStep.Delete ? gone : made)
            .add(service.service().key().toString());
      }
    }
    try {
      ledger.made(made);
      batch(
          steps,
          observed,
          failures,
          step -> KernelChanges.ofIpvs(step.change()),
          changes -> io.ipvs().orElseThrow(() -> new IOException("no IPVS")).apply(changes));
      gone.removeIf(key -> observed.get(new ItemKey(ItemKind.IPVS_SERVICE, key)).isPresent());
      ledger.gone(gone);
    } catch (IOException e) {
      steps.forEach(step -> failures.add(new Failure(step, String.valueOf(e.getMessage()))));
    }
  }

  // ---- links, addresses, routes, rules

  private void routes(List<PlanStep> steps, Observed observed, List<Failure> failures) {
    if (steps.isEmpty()) {
      return;
    }
    try {
      Map<String, Integer> indexes = new HashMap<>();
      for (PlanStep step : steps) {
        Optional<String> name = KernelChanges.device(step.change());
        if (name.isPresent() && !indexes.containsKey(name.get())) {
          indexes.put(name.get(), io.routes().link(name.get()).map(Link::index).orElse(0));
        }
      }
      batch(
          steps,
          observed,
          failures,
          step -> KernelChanges.ofRoutes(step.change(), indexes),
          io.routes()::apply);
    } catch (IOException e) {
      steps.forEach(step -> failures.add(new Failure(step, String.valueOf(e.getMessage()))));
    }
  }

  /** Sends all changes at once; a thing that is there or gone already counts as done. */
  private static <C> void batch(
      List<PlanStep> steps,
      Observed observed,
      List<Failure> failures,
      Function<PlanStep, List<C>> changes,
      Sender<C> sender)
      throws IOException {
    List<C> all = new ArrayList<>();
    List<PlanStep> owners = new ArrayList<>();
    for (PlanStep step : steps) {
      for (C change : changes.apply(step)) {
        all.add(change);
        owners.add(step);
      }
    }
    List<Optional<KernelException>> results = sender.send(all);
    for (int i = 0; i < results.size(); i++) {
      PlanStep step = owners.get(i);
      Optional<KernelException> refusal = results.get(i);
      if (refusal.isEmpty() || isAsWanted(step.change(), refusal.get())) {
        record(step, observed);
      } else {
        failures.add(new Failure(step, message(step.change(), refusal.get())));
      }
    }
  }

  private static boolean isAsWanted(PlanStep.Change change, KernelException refusal) {
    return change instanceof PlanStep.Delete
        ? refusal.isNotFound()
        : refusal.isAlreadyExists() && !isInTheWay(change);
  }

  /** A route that is there already is another one, of somebody else. */
  private static boolean isInTheWay(PlanStep.Change change) {
    return change instanceof PlanStep.Create create
        && create.item() instanceof Item.Route route
        && route.yields();
  }

  private static String message(PlanStep.Change change, KernelException refusal) {
    return isInTheWay(change) && refusal.isAlreadyExists()
        ? "a route to this destination that is not ours is in the way and stays: remove it, or give"
            + " it another metric ("
            + refusal.getMessage()
            + ")"
        : String.valueOf(refusal.getMessage());
  }

  /** Sends changes to the kernel. */
  @FunctionalInterface
  private interface Sender<C> {
    List<Optional<KernelException>> send(List<C> changes) throws IOException;
  }
}
