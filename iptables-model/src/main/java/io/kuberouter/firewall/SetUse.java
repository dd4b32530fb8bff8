package io.kuberouter.firewall;

import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.Table;
import io.kuberouter.iptables.diff.Ownership;
import io.kuberouter.iptables.match.Match;
import io.kuberouter.iptables.match.SetMatch;
import io.kuberouter.iptables.target.SetTarget;
import io.kuberouter.iptables.text.RuleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which rules name sets, and a firewall without those rules. */
final class SetUse {

  /** A rule that names a set. */
  record Place(IpFamily family, String table, String chain, Rule rule, String set) {
    boolean isOurs(Ownership ours) {
      return ours.chain(table, chain) || ours.rule(table, chain, rule);
    }

    @Override
    public String toString() {
      return family + " table " + table + ": -A " + chain + " " + RuleText.format(rule);
    }
  }

  private SetUse() {}

  /** {@return the first of some sets that a rule names; empty for none} */
  private static String named(Rule rule, Set<String> sets) {
    for (Match match : rule.matches()) {
      if (match instanceof SetMatch set && sets.contains(set.set().value().name())) {
        return set.set().value().name();
      }
    }
    return rule.target().orElse(null) instanceof SetTarget target
            && sets.contains(target.set().name())
        ? target.set().name()
        : "";
  }

  /** {@return the rules that name one of some sets} */
  static List<Place> places(Firewall firewall, Set<String> sets) {
    List<Place> places = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      for (Table table : firewall.rules(family).tables().values()) {
        for (Chain chain : table.chains().values()) {
          for (Rule rule : chain.rules()) {
            String set = named(rule, sets);
            if (!set.isEmpty()) {
              places.add(new Place(family, table.name(), chain.name(), rule, set));
            }
          }
        }
      }
    }
    return places;
  }

  /** {@return the firewall without the rules that name one of some sets} */
  static Firewall without(Firewall firewall, Set<String> sets) {
    Firewall rest = firewall;
    for (IpFamily family : IpFamily.values()) {
      for (Table table : firewall.rules(family).tables().values()) {
        for (Chain chain : table.chains().values()) {
          List<Rule> kept = chain.rules().stream().filter(r -> named(r, sets).isEmpty()).toList();
          if (kept.size() < chain.rules().size()) {
            rest = rest.with(rest.rules(family).with(table.name(), chain.withRules(kept)));
          }
        }
      }
    }
    return rest;
  }
}
