package io.kuberouter.ipset.diff;

import io.kuberouter.ipset.SetChange;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands between two states of sets, in two halves around the change of the rules that name
 * them.
 *
 * @param before makes and fills what new rules name, and changes elements
 * @param after removes what old rules named
 */
public record SetDiff(List<SetChange> before, List<SetChange> after) {
  public SetDiff {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** {@return whether there is nothing to do} */
  public boolean isEmpty() {
    return before.isEmpty() && after.isEmpty();
  }

  /** {@return all commands, where no rules change between} */
  public List<SetChange> all() {
    List<SetChange> all = new ArrayList<>(before);
    all.addAll(after);
    return all;
  }

  /** {@return the commands as an administrator types them, one a line} */
  public String text() {
    StringBuilder out = new StringBuilder();
    for (SetChange change : all()) {
      boolean exist = change instanceof SetChange.Add add && add.exist();
      out.append("ipset ").append(exist ? "-exist " : "").append(change.line()).append('\n');
    }
    return out.toString();
  }
}
