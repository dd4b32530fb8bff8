package io.kuberouter.iptables.restore;

import io.kuberouter.iptables.diff.Edit;
import io.kuberouter.iptables.diff.TableChange;
import io.kuberouter.iptables.text.RuleText;
import java.util.List;

/** Edits → the input of {@code iptables-restore --noflush}; nothing for no edits. */
public final class RestoreScriptWriter {

  private RestoreScriptWriter() {}

  /** {@return the script, one transaction for each table} */
  public static String write(List<TableChange> changes) {
    StringBuilder out = new StringBuilder();
    for (TableChange change : changes) {
      if (change.createChains().isEmpty()
          && change.chainEdits().isEmpty()
          && change.deleteChains().isEmpty()) {
        continue;
      }
      out.append('*').append(change.table()).append('\n');
      change.createChains().forEach(c -> out.append(':').append(c).append(" - [0:0]\n"));
      change.chainEdits().forEach((chain, edits) -> edits(chain, edits, out));
      change.deleteChains().forEach(c -> out.append("-F ").append(c).append('\n'));
      change.deleteChains().forEach(c -> out.append("-X ").append(c).append('\n'));
      out.append("COMMIT\n");
    }
    return out.toString();
  }

  private static void edits(String chain, List<Edit> edits, StringBuilder out) {
    for (Edit edit : edits) {
      if (edit instanceof Edit.Insert insert) {
        out.append("-I ")
            .append(chain)
            .append(' ')
            .append(insert.position())
            .append(' ')
            .append(RuleText.format(insert.rule()))
            .append('\n');
      } else if (edit instanceof Edit.Delete delete) {
        out.append("-D ").append(chain).append(' ').append(delete.position()).append('\n');
      }
    }
  }
}
