package io.kuberouter.ipset.testkit;

import io.kuberouter.ipset.ElementOption;
import io.kuberouter.ipset.ElementPart;
import io.kuberouter.ipset.IpSet;
import io.kuberouter.ipset.IpSets;
import io.kuberouter.ipset.SetChange;
import io.kuberouter.ipset.SetDefinition;
import io.kuberouter.ipset.SetElement;
import io.kuberouter.ipset.SetOption;
import io.kuberouter.ipset.SetType;
import io.kuberouter.ipset.canonical.SetCanonicalizer;
import io.kuberouter.ipset.exec.IpSetTool;
import io.kuberouter.ipset.exec.SetChangeException;
import io.kuberouter.ipset.exec.SetChangeException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Sets in memory under the kernel's rules: what is there already, not there, full, out of range or
 * in use is refused; changes before a refused one stay made; time does not pass. For one thread.
 */
public final class FakeIpSets implements IpSetTool {

  /** A change that is refused. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    Refusal(Reason reason) {
      super(reason.words());
    }

    Refusal(String said) {
      super(said);
    }
  }

  private IpSets sets = IpSets.empty();
  private final Set<String> named = new HashSet<>();
  private Predicate<String> namedByRules = set -> false;
  private Predicate<SetChange> failing = change -> false;
  private final List<List<SetChange>> applied = new ArrayList<>();

  /** {@return what was asked for, call by call; refused ones, too} */
  public List<List<SetChange>> applied() {
    return List.copyOf(applied);
  }

  /** From now on refuses such changes. */
  public void failOn(Predicate<SetChange> changes) {
    failing = changes;
  }

  /** A rule names the set, or does not any more. */
  public void setNamedByRule(String set, boolean isNamed) {
    if (isNamed) {
      named.add(set);
    } else {
      named.remove(set);
    }
  }

  /** From now on asks whether a rule names a set, besides what it was told of single ones. */
  public void askRules(Predicate<String> namedByRule) {
    namedByRules = namedByRule;
  }

  @Override
  public IpSets list() {
    List<IpSet> all = new ArrayList<>();
    List<IpSet> lists = new ArrayList<>();
    sets.sets().forEach(set -> (set.definition().type().isList() ? lists : all).add(set));
    all.addAll(lists);
    return IpSets.of(all);
  }

  @Override
  public void apply(List<SetChange> changes) throws IOException {
    if (changes.isEmpty()) {
      return;
    }
    applied.add(List.copyOf(changes));
    boolean exist = changes.stream().anyMatch(c -> c instanceof SetChange.Add add && add.exist());
    int index = 0;
    for (SetChange change : changes) {
      try {
        if (failing.test(change)) {
          throw new Refusal("refused by the test");
        }
        sets = changed(change, exist);
      } catch (Refusal refusal) {
        throw new SetChangeException(index, Optional.of(change), message(refusal));
      }
      index++;
    }
  }

  private static String message(Refusal refusal) {
    return String.valueOf(refusal.getMessage());
  }

  private IpSet set(String name, Reason otherwise) throws Refusal {
    return sets.get(name).orElseThrow(() -> new Refusal(otherwise));
  }

  private IpSets changed(SetChange change, boolean exist) throws Refusal {
    if (change instanceof SetChange.Create create) {
      return create(create.definition(), exist);
    }
    IpSet set = set(change.set(), Reason.SET_NOT_FOUND);
    if (change instanceof SetChange.Add add) {
      return sets.with(add(set, add.element(), exist));
    }
    if (change instanceof SetChange.Delete delete) {
      return sets.with(delete(set, delete.element(), exist));
    }
    if (change instanceof SetChange.Flush) {
      return sets.with(IpSet.empty(set.definition()));
    }
    if (change instanceof SetChange.Destroy) {
      refuseIf(isInUse(set.name()), Reason.IN_USE);
      return sets.without(set.name());
    }
    if (change instanceof SetChange.Rename rename) {
      refuseIf(isInUse(set.name()), Reason.IN_USE);
      refuseIf(sets.get(rename.to()).isPresent(), Reason.NAME_TAKEN);
      return sets.without(set.name()).with(set.defined(set.definition().named(rename.to())));
    }
    SetChange.Swap swap = (SetChange.Swap) change;
    IpSet other = set(swap.other(), Reason.SECOND_SET_NOT_FOUND);
    boolean alike =
        set.definition().type().swapsWith(other.definition().type())
            && set.definition().family() == other.definition().family();
    refuseIf(!alike, Reason.TYPE_MISMATCH);
    return sets.with(other.defined(other.definition().named(set.name())))
        .with(set.defined(set.definition().named(other.name())));
  }

  private static void refuseIf(boolean wrong, Reason reason) throws Refusal {
    if (wrong) {
      throw new Refusal(reason);
    }
  }

  private boolean isInUse(String name) {
    List<ElementPart> member = List.of(new ElementPart.SetName(name));
    return named.contains(name)
        || namedByRules.test(name)
        || sets.sets().stream()
            .anyMatch(s -> s.definition().type().isList() && s.entries().containsKey(member));
  }

  private IpSets create(SetDefinition wanted, boolean exist) throws Refusal {
    boolean known = SetType.ALL.contains(wanted.type());
    refuseIf(!known, Reason.UNSUPPORTED);
    SetDefinition definition = SetCanonicalizer.definition(wanted);
    Optional<IpSet> there = sets.get(definition.name());
    if (there.isPresent()) {
      refuseIf(!exist || !there.get().definition().equals(definition), Reason.SET_EXISTS);
      return sets;
    }
    return sets.with(IpSet.empty(definition));
  }

  private IpSet add(IpSet set, SetElement element, boolean exist) throws Refusal {
    SetDefinition definition = set.definition();
    check(definition, element, ElementOption.Timeout.class, SetOption.Timeout.class);
    check(definition, element, ElementOption.Packets.class, SetOption.Counters.class);
    check(definition, element, ElementOption.Bytes.class, SetOption.Counters.class);
    check(definition, element, ElementOption.Comment.class, SetOption.Comments.class);
    check(definition, element, ElementOption.SkbMark.class, SetOption.SkbInfo.class);
    IpSet result = set;
    for (SetElement single : SetCanonicalizer.elements(definition, element)) {
      refuseIf(isOutside(definition, single), Reason.OUT_OF_RANGE);
      boolean there = result.entries().containsKey(set.key(single));
      refuseIf(there && !exist, Reason.ELEMENT_EXISTS);
      if (!there) {
        refuseIf(result.entries().size() >= most(definition), full(definition));
        if (definition.type().isList()) {
          member(single);
        }
      }
      result = result.with(single);
    }
    return result;
  }

  private void member(SetElement element) throws Refusal {
    IpSet member = set(element.text(), Reason.MEMBER_NOT_FOUND);
    refuseIf(member.definition().type().isList(), Reason.LIST_IN_LIST);
  }

  private static void check(
      SetDefinition set,
      SetElement element,
      Class<? extends ElementOption> used,
      Class<? extends SetOption> needed)
      throws Refusal {
    if (element.option(used).isPresent() && !set.has(needed)) {
      refuseIf(needed == SetOption.Timeout.class, Reason.NO_TIMEOUT);
      refuseIf(needed == SetOption.Counters.class, Reason.NO_COUNTERS);
      refuseIf(needed == SetOption.Comments.class, Reason.NO_COMMENTS);
      throw new Refusal(Reason.NO_SKBINFO);
    }
  }

  private static long most(SetDefinition set) {
    return set.option(SetOption.MaxElem.class)
        .map(SetOption.MaxElem::elements)
        .or(() -> set.option(SetOption.Size.class).map(SetOption.Size::sets))
        .orElse(Long.MAX_VALUE);
  }

  private static Reason full(SetDefinition set) {
    return set.type().isList() ? Reason.LIST_FULL : Reason.FULL;
  }

  private static boolean isOutside(SetDefinition set, SetElement element) {
    ElementPart part = element.parts().get(0);
    Optional<SetOption.PortRange> ports = set.option(SetOption.PortRange.class);
    if (ports.isPresent() && part instanceof ElementPart.Port port) {
      return port.first() < ports.get().first() || port.first() > ports.get().last();
    }
    Optional<SetOption.AddressRange> range = set.option(SetOption.AddressRange.class);
    if (range.isPresent() && part instanceof ElementPart.Address address) {
      byte[] at = address.address().getAddress();
      return java.util.Arrays.compareUnsigned(at, range.get().first().getAddress()) < 0
          || java.util.Arrays.compareUnsigned(at, range.get().last().getAddress()) > 0;
    }
    return false;
  }

  private static IpSet delete(IpSet set, SetElement element, boolean exist) throws Refusal {
    IpSet result = set;
    for (SetElement single : SetCanonicalizer.elements(set.definition(), element)) {
      boolean there = result.entries().containsKey(set.key(single));
      refuseIf(!there && !exist, Reason.ELEMENT_NOT_FOUND);
      result = result.without(set.key(single));
    }
    return result;
  }
}
