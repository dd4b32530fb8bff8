package io.kuberouter.sync.dataplane;

import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKind;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.Phase;
import io.kuberouter.sync.plan.PlanStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What has become of a plan's steps so far: done, failed or held back. */
final class Outcome {

  private final Observed observed;
  private final Refusals refusals;
  private final List<PlanApplier.Failure> failures = new ArrayList<>();

  /**
   * Starts with nothing.
   *
   * @param observed is changed along with the kernel
   * @param refusals of this plan and those before it
   */
  Outcome(Observed observed, Refusals refusals) {
    this.observed = observed;
    this.refusals = refusals;
  }

  Observed observed() {
    return observed;
  }

  List<PlanApplier.Failure> failures() {
    return failures;
  }

  void done(PlanStep step) {
    refusals.done(step);
    if (step.change() instanceof PlanStep.EditTable edit) {
      edit.result()
          .forEach(
              (chain, rules) ->
                  rules.ifPresentOrElse(
                      r -> observed.putChain(chain, r), () -> observed.removeChain(chain)));
    } else if (step.change() instanceof PlanStep.Delete delete) {
      observed.remove(delete.item().key());
      if (step.phase() == Phase.CREATE_SETS && delete.item() instanceof Item.IpSet set) {
        forgetEntries(set.name()); // they went with it
      }
    } else if (!(step.change() instanceof PlanStep.ForgetFlows)) {
      observed.put(KernelChanges.item(step.change()));
    }
  }

  private void forgetEntries(String set) {
    for (Item item : observed.items(ItemKind.SET_ENTRY)) {
      if (item instanceof Item.SetEntry entry && entry.set().equals(set)) {
        observed.remove(entry.key());
      }
    }
  }

  void failed(PlanStep step, String message) {
    refusals.failed(step);
    failures.add(new PlanApplier.Failure(step, message, false));
  }

  void failed(PlanStep step, IOException why) {
    failed(step, String.valueOf(why.getMessage()));
  }

  /** All of an edit was made but for these pieces. */
  void inPieces(PlanStep step, PlanStep.EditTable edit, List<PiecewiseEdit.Refusal> refused) {
    refusals.inPieces(edit);
    for (PiecewiseEdit.Refusal piece : refused) {
      refusals.failed(edit, piece);
      String reason = edit.reasons().getOrDefault(piece.chain(), step.reason());
      failures.add(
          new PlanApplier.Failure(
              new PlanStep(step.phase(), edit, reason),
              "chain " + piece.chain() + ": " + piece.message(),
              false));
    }
  }

  /** {@return those steps that need not wait; the others are held back} */
  List<PlanStep> ready(List<PlanStep> steps) {
    if (refusals.isEmpty()) {
      return steps;
    }
    List<PlanStep> ready = new ArrayList<>();
    for (PlanStep step : steps) {
      refusals
          .waitsFor(step, observed)
          .ifPresentOrElse(
              what -> {
                refusals.failed(step);
                failures.add(new PlanApplier.Failure(step, "waits for " + what, true));
              },
              () -> ready.add(step));
    }
    return ready;
  }
}
