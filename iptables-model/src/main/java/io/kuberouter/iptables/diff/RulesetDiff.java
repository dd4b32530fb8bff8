package io.kuberouter.iptables.diff;

import io.kuberouter.iptables.IpFamily;
import java.util.List;

/**
 * What makes one ruleset another; a value, to be printed or applied.
 *
 * @param changes one for each table in which something changes
 */
public record RulesetDiff(IpFamily family, List<TableChange> changes) {
  public RulesetDiff {
    changes = List.copyOf(changes);
  }

  /** {@return whether the rulesets are the same} */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** {@return how many rules are put in or taken out} */
  public int ruleEdits() {
    int edits = 0;
    for (TableChange change : changes) {
      for (List<Edit> of : change.chainEdits().values()) {
        edits += of.size();
      }
    }
    return edits;
  }
}
