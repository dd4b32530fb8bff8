package io.kuberouter.sync.dataplane;

import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.diff.Edit;
import io.kuberouter.iptables.diff.TableChange;
import io.kuberouter.iptables.exec.RestoreFailedException;
import io.kuberouter.iptables.restore.RestoreScript;
import io.kuberouter.iptables.restore.RestoreScriptWriter;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.PlanStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the edits of a table in pieces, after the kernel has refused them as a whole, so that only
 * the refused ones are missing afterwards: all but the edit that the refusal names; where it names
 * none, halves of halves, down to the edit at fault.
 */
final class PiecewiseEdit {

  private final PlanStep.EditTable change;
  private final Observed observed;
  private final Restore restore;
  private final List<Refusal> refusals = new ArrayList<>();

  private PiecewiseEdit(PlanStep.EditTable change, Observed observed, Restore restore) {
    this.change = change;
    this.observed = observed;
    this.restore = restore;
  }

  /** Makes the edits of a table in one transaction. */
  @FunctionalInterface
  interface Restore {
    /** Throws {@link RestoreFailedException} when the kernel refuses them. */
    void run(TableChange edits) throws IOException;
  }

  /**
   * A piece that was refused.
   *
   * @param rule absent where a rule or a chain was to go, or a chain to be made
   */
  record Refusal(String chain, Optional<Rule> rule, String message) {}

  /**
   * Makes what can be made.
   *
   * @param observed is told what the chains hold now
   * @throws IOException when the tool does not work at all
   */
  static List<Refusal> apply(PlanStep.EditTable change, Observed observed, Restore restore)
      throws IOException {
    PiecewiseEdit pieces = new PiecewiseEdit(change, observed, restore);
    TableChange edits = change.edits();
    for (String chain : edits.createChains()) {
      if (pieces.make(chain, new TableChange(edits.table(), List.of(chain), Map.of(), List.of()))) {
        observed.putChain(pieces.key(chain), List.of());
      }
    }
    for (Map.Entry<String, List<Edit>> chain : edits.chainEdits().entrySet()) {
      pieces.edit(chain.getKey(), chain.getValue());
    }
    for (String chain : edits.deleteChains()) {
      if (pieces.make(chain, new TableChange(edits.table(), List.of(), Map.of(), List.of(chain)))) {
        observed.removeChain(pieces.key(chain));
      }
    }
    return pieces.refusals;
  }

  private ChainKey key(String chain) {
    return new ChainKey(change.family(), change.edits().table(), chain);
  }

  private boolean make(String chain, TableChange piece) throws IOException {
    try {
      restore.run(piece);
      return true;
    } catch (RestoreFailedException e) {
      refusals.add(new Refusal(chain, Optional.empty(), String.valueOf(e.getMessage())));
      return false;
    }
  }

  // ---- one chain

  /** A place of the chain as it was to be; that of a refused rule is not there. */
  private record Slot(Rule rule, boolean there) {}

  private void edit(String chain, List<Edit> edits) throws IOException {
    List<Slot> slots = new ArrayList<>();
    observed.chain(key(chain)).orElse(List.of()).forEach(rule -> slots.add(new Slot(rule, true)));
    half(chain, edits, slots);
    observed.putChain(key(chain), slots.stream().filter(Slot::there).map(Slot::rule).toList());
  }

  private void half(String chain, List<Edit> edits, List<Slot> slots) throws IOException {
    if (edits.isEmpty()) {
      return;
    }
    List<Slot> after = new ArrayList<>(slots);
    List<Edit> actual = new ArrayList<>();
    edits.forEach(edit -> take(edit, after, true).ifPresent(actual::add));
    try {
      if (!actual.isEmpty()) {
        TableChange piece =
            new TableChange(change.edits().table(), List.of(), Map.of(chain, actual), List.of());
        restore.run(piece);
      }
      slots.clear();
      slots.addAll(after);
    } catch (RestoreFailedException e) {
      int at = edits.size() == 1 ? 0 : named(e, edits);
      if (at < 0) {
        half(chain, edits.subList(0, edits.size() / 2), slots);
        half(chain, edits.subList(edits.size() / 2, edits.size()), slots);
        return;
      }
      half(chain, edits.subList(0, at), slots);
      take(edits.get(at), slots, false);
      refusals.add(refusal(chain, edits.get(at), e));
      half(chain, edits.subList(at + 1, edits.size()), slots);
    }
  }

  /** {@return which edit the refusal names; -1 where it names none} */
  private static int named(RestoreFailedException refusal, List<Edit> edits) {
    String action = refusal.element().map(RestoreScript.Element::action).orElse("");
    for (int i = 0; i < edits.size(); i++) {
      if (action.equals(RestoreScriptWriter.action(edits.get(i)))) {
        return i;
      }
    }
    return -1;
  }

  /** Takes an edit; {@return it with its position among the rules that are there} */
  private static Optional<Edit> take(Edit edit, List<Slot> slots, boolean there) {
    if (edit instanceof Edit.Insert insert) {
      int at = insert.position() - 1;
      slots.add(at, new Slot(insert.rule(), there));
      return Optional.of(new Edit.Insert(position(slots, at), insert.rule()));
    }
    int at = ((Edit.Delete) edit).position() - 1;
    Optional<Edit> delete =
        slots.get(at).there()
            ? Optional.of(new Edit.Delete(position(slots, at), slots.get(at).rule()))
            : Optional.empty();
    slots.remove(at);
    return delete;
  }

  private static int position(List<Slot> slots, int at) {
    return 1 + (int) slots.subList(0, at).stream().filter(Slot::there).count();
  }

  private static Refusal refusal(String chain, Edit edit, RestoreFailedException why) {
    Optional<Rule> rule =
        edit instanceof Edit.Insert insert ? Optional.of(insert.rule()) : Optional.empty();
    String what =
        rule.map(RuleText::format)
            .orElseGet(() -> "deletion of rule " + ((Edit.Delete) edit).position());
    return new Refusal(chain, rule, what + ": " + why.getMessage());
  }
}
