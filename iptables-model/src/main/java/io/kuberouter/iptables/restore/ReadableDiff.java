package io.kuberouter.iptables.restore;

import io.kuberouter.iptables.diff.Edit;
import io.kuberouter.iptables.diff.RulesetDiff;
import io.kuberouter.iptables.diff.TableChange;
import io.kuberouter.iptables.text.RuleText;
import java.util.List;

/** A difference for people: {@code +} and {@code -} in front of rules, under table and chain. */
public final class ReadableDiff {

  private ReadableDiff() {}

  /** {@return the text; empty for no difference} */
  public static String write(RulesetDiff diff) {
    StringBuilder out = new StringBuilder();
    for (TableChange change : diff.changes()) {
      out.append('*').append(change.table()).append('\n');
      change.renames().forEach((old, now) -> out.append("~ :" + old + " -> :" + now + "\n"));
      change.createChains().forEach(chain -> out.append("+ :" + chain + "\n"));
      change.policies().forEach((chain, p) -> out.append("~ :" + chain + " " + p + "\n"));
      change.chainEdits().forEach((chain, edits) -> append(chain, edits, out));
      change.deleteChains().forEach(chain -> out.append("- :" + chain + "\n"));
    }
    return out.toString();
  }

  private static void append(String chain, List<Edit> edits, StringBuilder out) {
    for (Edit edit : edits) {
      boolean insert = edit instanceof Edit.Insert;
      int position = edit instanceof Edit.Insert i ? i.position() : ((Edit.Delete) edit).position();
      String rule =
          RuleText.format(edit instanceof Edit.Insert i ? i.rule() : ((Edit.Delete) edit).rule());
      out.append(insert ? "+ " : "- ").append(chain).append(' ').append(position);
      out.append(rule.isEmpty() ? "" : " ").append(rule).append('\n');
    }
  }
}
