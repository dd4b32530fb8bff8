package io.kuberouter.sync.plan;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.diff.ChainDiffer;
import io.kuberouter.iptables.diff.Edit;
import io.kuberouter.iptables.diff.TableChange;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Collects the edits of one family's table, chain by chain. */
final class TablePlanner {

  private final DesiredState desired;
  private final Observed observed;
  private final ReplacedSets replaced;

  private final List<String> create = new ArrayList<>();
  private final List<String> delete = new ArrayList<>();
  private final Map<String, List<Edit>> edits = new LinkedHashMap<>();
  private final Map<ChainKey, Optional<List<Rule>>> result = new LinkedHashMap<>();
  private final Map<String, String> reasons = new LinkedHashMap<>();
  private final Map<String, List<String>> editReasons = new LinkedHashMap<>();
  private final Set<ItemKey> keys = new HashSet<>();

  /**
   * Starts without edits.
   *
   * @param replaced takes rules out of some chains before these edits
   */
  TablePlanner(DesiredState desired, Observed observed, ReplacedSets replaced) {
    this.desired = desired;
    this.observed = observed;
    this.replaced = replaced;
  }

  void add(ChainKey chain, Set<ItemKey> changed) {
    Optional<List<Rule>> have = replaced.chain(chain);
    if (Hooks.isBuiltin(chain)) {
      List<Rule> from = have.orElse(List.of());
      List<Rule> to = Hooks.place(from, wantedHooks(chain), observed.ownership()::isHook);
      edit(chain, from, to, changed);
      return;
    }
    Collection<Item.ChainPart> parts = desired.chain(chain);
    if (parts.isEmpty()) {
      if (have.isPresent()) {
        delete.add(chain.chain());
        result.put(chain, Optional.empty());
        reasons.put(chain.chain(), Planner.UNWANTED);
        keys.addAll(changed);
      }
      return;
    }
    List<Rule> to = new ArrayList<>();
    parts.forEach(part -> to.addAll(part.rules()));
    if (have.isEmpty()) {
      create.add(chain.chain());
      result.put(chain, Optional.of(List.copyOf(to)));
      reasons.put(chain.chain(), reasonOf(parts, changed));
      keys.addAll(changed);
    }
    edit(chain, have.orElse(List.of()), to, changed);
  }

  private List<Item.HookRule> wantedHooks(ChainKey chain) {
    List<Item.HookRule> hooks = new ArrayList<>();
    for (int rank : Hooks.RANKS) {
      desired
          .get(new ItemKey(ItemKind.HOOK_RULE, chain + " " + rank))
          .ifPresent(item -> hooks.add((Item.HookRule) item));
    }
    return hooks;
  }

  private void edit(ChainKey chain, List<Rule> from, List<Rule> to, Set<ItemKey> changed) {
    List<Edit> script = ChainDiffer.diff(from, to);
    if (!script.isEmpty()) {
      edits.put(chain.chain(), script);
      result.put(chain, Optional.of(List.copyOf(to)));
      String reason = reasonOf(desired.chain(chain), changed);
      reasons.putIfAbsent(chain.chain(), reason);
      editReasons.put(chain.chain(), reasonsOf(script, desired.chain(chain), reason));
      keys.addAll(changed);
    }
  }

  /** Edits go through a chain in order, so an insert's position is the rule's in the end. */
  private List<String> reasonsOf(
      List<Edit> script, Collection<Item.ChainPart> parts, String otherwise) {
    List<String> all = new ArrayList<>(script.size());
    Iterator<Item.ChainPart> next = parts.iterator();
    String reason = otherwise;
    int end = 0;
    for (Edit edit : script) {
      if (!(edit instanceof Edit.Insert insert) || parts.isEmpty()) {
        all.add(otherwise);
        continue;
      }
      while (insert.position() > end && next.hasNext()) {
        Item.ChainPart part = next.next();
        end += part.rules().size();
        reason = desired.reason(part.key());
      }
      all.add(reason);
    }
    return all;
  }

  private String reasonOf(Collection<Item.ChainPart> parts, Set<ItemKey> changed) {
    for (ItemKey key : new TreeSet<>(changed)) {
      String reason = desired.reason(key);
      if (!reason.isEmpty()) {
        return reason;
      }
    }
    return parts.isEmpty()
        ? (changed.isEmpty() ? "base" : Planner.UNWANTED)
        : desired.reason(parts.iterator().next().key());
  }

  Optional<PlanStep> step(IpFamily family, String table) {
    if (create.isEmpty() && delete.isEmpty() && edits.isEmpty()) {
      return Optional.empty();
    }
    TableChange change = new TableChange(table, create, edits, delete);
    List<String> distinct = reasons.values().stream().distinct().toList();
    String reason =
        distinct.size() > 2
            ? distinct.get(0) + " and " + (distinct.size() - 1) + " more"
            : String.join(", ", distinct);
    return Optional.of(
        new PlanStep(
            Phase.FIREWALL,
            new PlanStep.EditTable(family, change, result, reasons, editReasons, keys),
            reason));
  }
}
