package io.kuberouter.ipset.diff;

import io.kuberouter.ipset.ElementOption;
import io.kuberouter.ipset.ElementPart;
import io.kuberouter.ipset.IpSet;
import io.kuberouter.ipset.IpSets;
import io.kuberouter.ipset.SetChange;
import io.kuberouter.ipset.SetElement;
import io.kuberouter.ipset.SetOption;
import io.kuberouter.persistent.PersistentMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares sets by element. Both sides are canonical. Time and memory follow what the two sides do
 * not share.
 *
 * <p>Not compared, for the kernel changes them by itself: packets and bytes counted, seconds that
 * an element has left (but whether it stays for ever is), the hash's size, seed and buckets; nor
 * {@code forceadd}, which the tool does not print.
 *
 * <p>Within a set new elements come before old ones go, so that a network that is split is covered
 * all the time; where the set would overflow, the other way round.
 */
public final class SetDiffer {

  private final SetDiffPolicy policy;
  private final IpSets from;
  private final List<SetChange> unlisted = new ArrayList<>();
  private final List<SetChange> remadeLists = new ArrayList<>();
  private final List<SetChange> remade = new ArrayList<>();
  private final List<SetChange> creates = new ArrayList<>();
  private final List<SetChange> fills = new ArrayList<>();
  private final List<SetChange> lists = new ArrayList<>();
  private final List<SetChange> listDestroys = new ArrayList<>();
  private final List<SetChange> destroys = new ArrayList<>();
  private final Set<String> leftOver = new HashSet<>();
  private final Set<String> swapped = new HashSet<>();
  private final Map<String, IpSet> changedLists = new LinkedHashMap<>();

  private SetDiffer(SetDiffPolicy policy, IpSets from) {
    this.policy = policy;
    this.from = from;
  }

  /**
   * {@return what turns the first sets into the second}
   *
   * @throws IllegalArgumentException where they differ in a wanted set that is not owned
   */
  public static SetDiff diff(IpSets from, IpSets to, SetDiffPolicy policy) {
    SetDiffer differ = new SetDiffer(policy, from);
    from.byName()
        .compare(
            to.byName(),
            new PersistentMap.Differences<>() {
              @Override
              public void removed(String name, IpSet set) {
                if (policy.owned().test(name)) {
                  differ.remove(set);
                }
              }

              @Override
              public void added(String name, IpSet set) {
                differ.check(name);
                differ.create(set);
              }

              @Override
              public void replaced(String name, IpSet old, IpSet set) {
                if (differ.isOwnedOrSame(name, old, set)) {
                  differ.change(old, set);
                }
              }
            });
    differ.lists(to);
    List<SetChange> before = new ArrayList<>(differ.unlisted);
    before.addAll(differ.remadeLists);
    before.addAll(differ.remade);
    before.addAll(differ.creates);
    before.addAll(differ.fills);
    before.addAll(differ.lists);
    differ.destroys.removeIf(change -> differ.leftOver.contains(change.set()));
    List<SetChange> after = new ArrayList<>(differ.listDestroys);
    after.addAll(differ.destroys);
    return new SetDiff(before, after);
  }

  private boolean isOwnedOrSame(String name, IpSet old, IpSet set) {
    if (!policy.owned().test(name) && !old.equals(set)) {
      check(name);
    }
    return policy.owned().test(name);
  }

  private void check(String name) {
    if (!policy.owned().test(name)) {
      throw new IllegalArgumentException(
          "set " + name + " is not ours: leave it out of what is wanted, or own it");
    }
  }

  private void remove(IpSet set) {
    (set.definition().type().isList() ? listDestroys : destroys)
        .add(new SetChange.Destroy(set.name()));
  }

  private void create(IpSet set) {
    creates.add(new SetChange.Create(set.definition()));
    for (SetElement element : set.entries().values()) {
      fillsOf(set).add(new SetChange.Add(set.name(), element));
    }
  }

  /** Elements of lists are sets, which are made before. */
  private List<SetChange> fillsOf(IpSet set) {
    return set.definition().type().isList() ? lists : fills;
  }

  private void change(IpSet old, IpSet set) {
    if (!Sameness.ofDefinitions(old.definition(), set.definition())) {
      redefine(old, set);
      return;
    }
    if (set.definition().type().isList()) {
      changedLists.put(set.name(), old);
      return;
    }
    ElementDelta delta = new ElementDelta(set.name());
    old.entries().compare(set.entries(), delta);
    if (isSwapCheaper(delta, set) && hasSpare(set.name())) {
      swap(set);
      return;
    }
    long most =
        set.definition()
            .option(SetOption.MaxElem.class)
            .map(SetOption.MaxElem::elements)
            .orElse(Long.MAX_VALUE);
    boolean overflows = old.entries().size() + (long) delta.adds.size() > most;
    fills.addAll(overflows ? delta.deletes : delta.adds);
    fills.addAll(overflows ? delta.adds : delta.deletes);
    fills.addAll(delta.updates);
  }

  /**
   * A swap costs a line for each wanted element, a delta one for each difference: see {@link
   * SwapCost}. Never where it would reset counters or running timeouts.
   */
  private static boolean isSwapCheaper(ElementDelta delta, IpSet set) {
    int changes = delta.adds.size() + delta.deletes.size() + delta.updates.size();
    return SwapCost.isCheaper(changes, set.entries().size())
        && !set.definition().has(SetOption.Counters.class)
        && set.entries().values().stream()
            .noneMatch(e -> seconds(e) > 0); // looked at only where most of it changes anyway
  }

  private boolean hasSpare(String name) {
    return policy.swaps() && policy.owned().test(policy.spare().apply(name));
  }

  private void swap(IpSet set) {
    String spare = policy.spare().apply(set.name());
    swapped.add(set.name());
    if (from.byName().containsKey(spare)) {
      creates.add(new SetChange.Destroy(spare)); // left over by one that was stopped
      leftOver.add(spare);
    }
    creates.add(new SetChange.Create(set.definition().named(spare)));
    List<SetChange> into = fillsOf(set);
    set.entries().values().forEach(e -> into.add(new SetChange.Add(spare, e)));
    into.add(new SetChange.Swap(set.name(), spare));
    into.add(new SetChange.Destroy(spare));
  }

  private void redefine(IpSet old, IpSet set) {
    boolean swappable =
        old.definition().type().swapsWith(set.definition().type())
            && old.definition().family() == set.definition().family();
    if (swappable && policy.owned().test(policy.spare().apply(set.name()))) {
      swap(set);
    } else { // refused by the kernel while a rule names it
      (old.definition().type().isList() ? remadeLists : remade)
          .add(new SetChange.Destroy(old.name()));
      create(set);
    }
  }

  /** Lists come last: a set that is made anew must leave the lists that name it, and come back. */
  private void lists(IpSets to) {
    Set<List<ElementPart>> gone = new HashSet<>();
    remade.forEach(change -> gone.add(List.of(new ElementPart.SetName(change.set()))));
    if (!gone.isEmpty()) {
      for (IpSet list : from.sets()) {
        boolean affected =
            list.definition().type().isList()
                && policy.owned().test(list.name())
                && list.entries().keys().stream().anyMatch(gone::contains)
                && !remadeLists.contains(new SetChange.Destroy(list.name()));
        if (affected) {
          IpSet rest = unlist(list, gone);
          if (!swapped.contains(list.name())) { // else the new one is filled already
            changedLists.put(list.name(), rest);
          }
        }
      }
    }
    changedLists.forEach((name, old) -> to.get(name).ifPresent(set -> list(old, set)));
  }

  private IpSet unlist(IpSet list, Set<List<ElementPart>> gone) {
    IpSet rest = list;
    for (SetElement element : list.entries().values()) {
      if (gone.contains(element.parts())) {
        unlisted.add(new SetChange.Delete(list.name(), element));
        rest = rest.without(element.parts());
      }
    }
    return rest;
  }

  /** A list is in order, and short: all behind the first difference goes and comes anew. */
  private void list(IpSet old, IpSet set) {
    List<SetElement> had = old.entries().values();
    List<SetElement> wanted = set.entries().values();
    List<SetElement> kept = new ArrayList<>();
    Set<List<ElementPart>> names = new HashSet<>(set.entries().keys());
    for (SetElement element : had) {
      boolean stays =
          names.contains(element.parts())
              && kept.size() < wanted.size()
              && Sameness.ofElements(element, wanted.get(kept.size()));
      if (stays) {
        kept.add(element);
      } else {
        lists.add(new SetChange.Delete(set.name(), element));
      }
    }
    wanted
        .subList(kept.size(), wanted.size())
        .forEach(element -> lists.add(new SetChange.Add(set.name(), element)));
  }

  private static long seconds(SetElement element) {
    return element
        .option(ElementOption.Timeout.class)
        .map(ElementOption.Timeout::seconds)
        .orElse(0L);
  }
}
