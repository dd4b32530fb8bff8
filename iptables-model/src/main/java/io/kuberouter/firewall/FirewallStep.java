package io.kuberouter.firewall;

import io.kuberouter.ipset.SetChange;
import io.kuberouter.ipset.diff.SetDiff;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.diff.RulesetDiff;
import io.kuberouter.iptables.diff.TableChange;
import io.kuberouter.iptables.restore.CommandWriter;
import java.util.List;

/** One run of a tool. */
public sealed interface FirewallStep {

  /** {@return the commands that an administrator would type for it} */
  List<String> commands();

  /**
   * Changes of sets, made in order; those before a refused one stay made.
   *
   * @param changes at least one
   */
  record Sets(List<SetChange> changes) implements FirewallStep {
    public Sets {
      changes = List.copyOf(changes);
    }

    @Override
    public List<String> commands() {
      return new SetDiff(changes, List.of()).text().lines().toList();
    }

    @Override
    public String toString() {
      return changes.size() + " changes of sets";
    }
  }

  /** One table's transaction: all of its edits or none. */
  record Rules(IpFamily family, TableChange change) implements FirewallStep {

    /** {@return the step as a difference} */
    public RulesetDiff diff() {
      return new RulesetDiff(family, List.of(change));
    }

    @Override
    public List<String> commands() {
      return CommandWriter.write(diff());
    }

    @Override
    public String toString() {
      return family + " table " + change.table();
    }
  }
}
