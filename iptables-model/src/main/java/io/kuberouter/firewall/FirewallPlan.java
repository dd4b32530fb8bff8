package io.kuberouter.firewall;

import java.util.List;

/**
 * What makes one firewall another; a value, to be printed or applied. Sets that rules will name are
 * made and filled first, then come the tables, then sets that no rule names any more go.
 *
 * @param before up to here a step that is refused stops all: later ones rest on it
 * @param tables these rest on {@code before}, but not on each other
 * @param after these rest on all
 */
public record FirewallPlan(
    List<FirewallStep> before, List<FirewallStep> tables, List<FirewallStep> after) {
  public FirewallPlan {
    before = List.copyOf(before);
    tables = List.copyOf(tables);
    after = List.copyOf(after);
  }

  /** {@return whether the firewalls are the same} */
  public boolean isEmpty() {
    return before.isEmpty() && tables.isEmpty() && after.isEmpty();
  }

  /** {@return the steps as commands, one a line, in order} */
  public String text() {
    StringBuilder out = new StringBuilder();
    for (List<FirewallStep> steps : List.of(before, tables, after)) {
      for (FirewallStep step : steps) {
        step.commands().forEach(command -> out.append(command).append('\n'));
      }
    }
    return out.toString();
  }
}
