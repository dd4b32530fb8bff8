package io.kuberouter.firewall;

import io.kuberouter.ipset.SetChange;
import io.kuberouter.ipset.diff.SetDiff;
import io.kuberouter.ipset.diff.SetDiffer;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.diff.RulesetDiffer;
import io.kuberouter.iptables.diff.TableChange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares two firewalls and puts what differs in order. Time follows the difference where both
 * share structure, except where a set is made anew: then all rules are looked at for its name.
 */
public final class FirewallPlanner {

  private FirewallPlanner() {}

  /**
   * {@return the steps from one firewall to another; both are canonical}
   *
   * @throws SetInUseException where a set needs another type or family, and a rule that must stay
   *     names it
   */
  public static FirewallPlan plan(Firewall from, Firewall to, FirewallOwnership ours)
      throws SetInUseException {
    SetDiff sets = SetDiffer.diff(from.sets(), to.sets(), ours.sets());
    List<FirewallStep> before = new ArrayList<>();
    Firewall rest = from;
    Set<String> remade = remade(sets, from);
    if (!remade.isEmpty()) {
      check(from, remade, ours);
      rest = SetUse.without(from, remade);
      before.addAll(tables(from, rest, ours));
    }
    before.addAll(step(sets.before()));
    return new FirewallPlan(before, tables(rest, to, ours), step(sets.after()));
  }

  /** {@return sets that are there, and have to go before one of the same name can be made} */
  private static Set<String> remade(SetDiff sets, Firewall from) {
    Set<String> remade = new LinkedHashSet<>();
    Set<String> made = new LinkedHashSet<>();
    for (SetChange change : sets.before()) {
      if (change instanceof SetChange.Create) {
        made.add(change.set());
      } else if (change instanceof SetChange.Destroy && !made.contains(change.set())) {
        remade.add(change.set());
      }
    }
    remade.retainAll(made);
    remade.removeIf(name -> from.sets().get(name).isEmpty());
    return remade;
  }

  private static void check(Firewall from, Set<String> remade, FirewallOwnership ours)
      throws SetInUseException {
    for (SetUse.Place place : SetUse.places(from, remade)) {
      boolean isOurs = place.isOurs(ours.rules());
      if (!isOurs || !ours.mayDropRules()) {
        throw new SetInUseException(
            place.set(),
            "set "
                + place.set()
                + " cannot get another type or family while a rule names it ("
                + place
                + "): give the new set another name"
                + (isOurs ? ", or let rules be dropped meanwhile" : "; the rule is not ours"));
      }
    }
  }

  private static List<FirewallStep> step(List<SetChange> changes) {
    return changes.isEmpty() ? List.of() : List.of(new FirewallStep.Sets(changes));
  }

  private static List<FirewallStep> tables(Firewall from, Firewall to, FirewallOwnership ours) {
    List<FirewallStep> steps = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      for (TableChange change :
          RulesetDiffer.diff(from.rules(family), to.rules(family), ours.rules()).changes()) {
        steps.add(new FirewallStep.Rules(family, change));
      }
    }
    return steps;
  }
}
