package io.kuberouter.nftables.canonical;

import io.kuberouter.nftables.Chain;
import io.kuberouter.nftables.NamedObject;
import io.kuberouter.nftables.NamedSet;
import io.kuberouter.nftables.PlacedRule;
import io.kuberouter.nftables.Ruleset;
import io.kuberouter.nftables.SetElement;
import io.kuberouter.nftables.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Wanted rulesets as they are compared: every rule by {@link RuleCanonicalizer}; an element's key
 * as printed back, its timeout left out where it is the set's.
 */
public final class RulesetCanonicalizer {

  private RulesetCanonicalizer() {}

  /** {@return the canonical ruleset} */
  public static Ruleset canonical(Ruleset ruleset) {
    List<Table> tables = new ArrayList<>();
    for (Table table : ruleset.tables().values()) {
      Table result =
          table.withObjects(table.objects().stream().map(RulesetCanonicalizer::canonical).toList());
      for (NamedSet set : table.sets().values()) {
        result = result.with(canonical(set));
      }
      for (Chain chain : table.chains().values()) {
        List<PlacedRule> rules = new ArrayList<>();
        for (PlacedRule placed : chain.rules()) {
          rules.add(
              new PlacedRule(
                  placed.handle(),
                  RuleCanonicalizer.canonical(table.key().family(), placed.rule())));
        }
        result = result.with(new Chain(chain.name(), chain.hook(), rules));
      }
      tables.add(result);
    }
    return Ruleset.of(tables);
  }

  private static NamedObject canonical(NamedObject object) {
    if (object instanceof NamedObject.Counter counter) {
      return new NamedObject.Counter(counter.name(), 0, 0, counter.comment());
    }
    return object instanceof NamedObject.Quota quota
        ? new NamedObject.Quota(quota.name(), quota.over(), quota.bytes(), 0, quota.comment())
        : object;
  }

  private static NamedSet canonical(NamedSet set) {
    NamedSet result = NamedSet.empty(set.definition());
    for (SetElement element : set.elements().values()) {
      boolean same = element.timeout().equals(set.definition().timeout());
      result =
          result.with(
              new SetElement(
                  ExpressionCanonicalizer.element(element.key()),
                  element.data().map(ExpressionCanonicalizer::canonical),
                  same ? OptionalLong.empty() : element.timeout(),
                  element.comment()));
    }
    return result;
  }
}
