package io.kuberouter.sync.plan;

import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.diff.ChainDiffer;
import io.kuberouter.iptables.diff.Edit;
import io.kuberouter.iptables.diff.TableChange;
import io.kuberouter.iptables.match.SetMatch;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Sets of ours that are there with another type. The kernel makes no set anew that a rule names: so
 * our rules go, the set is made and filled, and the rules come again. That takes a moment in which
 * they do not stand; a set that keeps its type never comes to that. Where the kernel counts more
 * names than those in our rules, somebody else holds the set: then our rules stay, and so does it.
 */
final class ReplacedSets {

  private final DesiredState desired;
  private final Observed observed;
  private final Set<String> names = new HashSet<>();
  private final Set<String> held = new HashSet<>();
  private final Map<ChainKey, List<Rule>> released = new TreeMap<>();

  ReplacedSets(Collection<ItemKey> keys, DesiredState desired, Observed observed) {
    this.desired = desired;
    this.observed = observed;
    for (ItemKey key : keys) {
      if (key.kind() == ItemKind.IP_SET && isAnother(key)) {
        names.add(key.id());
      }
    }
    if (!names.isEmpty()) {
      Map<String, Long> ours = ours();
      names.forEach(
          name -> {
            if (observed.references(name) > ours.getOrDefault(name, 0L)) {
              held.add(name);
            }
          });
      names.removeAll(held);
    }
    if (!names.isEmpty()) {
      observed.chains().forEach(this::release);
    }
  }

  /** {@return how often our rules name such sets} */
  private Map<String, Long> ours() {
    Map<String, Long> counts = new HashMap<>();
    for (ChainKey chain : observed.chains()) {
      for (Rule rule : observed.chain(chain).orElse(List.of())) {
        if (isOurs(chain, rule)) {
          setsOf(rule).filter(names::contains).forEach(name -> counts.merge(name, 1L, Long::sum));
        }
      }
    }
    return counts;
  }

  private boolean isAnother(ItemKey key) {
    Optional<Item> want = desired.get(key);
    Optional<Item> have = observed.get(key);
    return want.isPresent() && have.isPresent() && !want.equals(have);
  }

  private void release(ChainKey chain) {
    List<Rule> rules = observed.chain(chain).orElse(List.of());
    List<Rule> left = rules.stream().filter(rule -> !isReleased(chain, rule)).toList();
    if (left.size() < rules.size()) {
      released.put(chain, left);
    }
  }

  private boolean isReleased(ChainKey chain, Rule rule) {
    return isOurs(chain, rule) && setsOf(rule).anyMatch(names::contains);
  }

  /** Rules of others are never taken out. */
  private boolean isOurs(ChainKey chain, Rule rule) {
    return !Hooks.isBuiltin(chain) || observed.ownership().isHook(rule);
  }

  private static Stream<String> setsOf(Rule rule) {
    return rule.matches().stream()
        .flatMap(m -> m instanceof SetMatch match ? Stream.of(match) : Stream.empty())
        .map(match -> match.set().value().name());
  }

  /** {@return whether it is an entry of such a set, all of which go with it} */
  boolean hasEntry(ItemKey key) {
    return isEntry(key, names);
  }

  /** {@return whether it is such a set that stays as it is, or an entry of it} */
  boolean stays(ItemKey key) {
    return (key.kind() == ItemKind.IP_SET && held.contains(key.id())) || isEntry(key, held);
  }

  private static boolean isEntry(ItemKey key, Set<String> sets) {
    return !sets.isEmpty()
        && key.kind() == ItemKind.SET_ENTRY
        && sets.contains(key.id().substring(0, key.id().indexOf(' ')));
  }

  /** {@return the entries that such sets are to have} */
  Set<ItemKey> entries() {
    Set<ItemKey> keys = new HashSet<>();
    if (!names.isEmpty()) {
      desired.keys().stream().filter(this::hasEntry).forEach(keys::add);
    }
    return keys;
  }

  /** {@return the chains whose rules go first} */
  Set<ChainKey> chains() {
    return Collections.unmodifiableSet(released.keySet());
  }

  /** {@return the rules of a chain once they have gone; empty when there is no such chain} */
  Optional<List<Rule>> chain(ChainKey chain) {
    return Optional.ofNullable(released.get(chain)).or(() -> observed.chain(chain));
  }

  /** Adds the steps by which the rules go. */
  void release(List<PlanStep> steps) {
    String reason = "set " + String.join(", ", names) + " has another type";
    released.forEach(
        (chain, left) -> {
          List<Edit> edits = ChainDiffer.diff(observed.chain(chain).orElse(List.of()), left);
          PlanStep.EditTable edit =
              new PlanStep.EditTable(
                  chain.family(),
                  new TableChange(
                      chain.table(), List.of(), Map.of(chain.chain(), edits), List.of()),
                  Map.of(chain, Optional.of(left)),
                  Map.of(chain.chain(), reason),
                  Map.of(chain.chain(), Collections.nCopies(edits.size(), reason)),
                  Set.of());
          steps.add(new PlanStep(Phase.RELEASE_SETS, edit, reason));
        });
  }
}
