package io.kuberouter.iptables.restore;

import io.kuberouter.iptables.ChainPolicy;
import io.kuberouter.iptables.diff.Edit;
import io.kuberouter.iptables.diff.RulesetDiff;
import io.kuberouter.iptables.diff.TableChange;
import io.kuberouter.iptables.text.RuleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Edits → the input of {@code iptables-restore --noflush}; nothing for no edits. */
public final class RestoreScriptWriter {

  private final StringBuilder out = new StringBuilder();
  private final List<RestoreScript.Element> elements = new ArrayList<>();
  private String table = "";

  private RestoreScriptWriter() {}

  /** {@return the script, one transaction for each table} */
  public static String write(List<TableChange> changes) {
    return script(changes).text();
  }

  /** {@return the script with what each line is about} */
  public static RestoreScript write(RulesetDiff diff) {
    return script(diff.changes());
  }

  /** {@return the script with what each line is about} */
  public static RestoreScript script(List<TableChange> changes) {
    RestoreScriptWriter writer = new RestoreScriptWriter();
    for (TableChange change : changes) {
      if (!change.isEmpty()) {
        writer.table(change);
      }
    }
    return new RestoreScript(writer.out.toString(), writer.elements);
  }

  private void line(String text, String chain, String action) {
    out.append(text).append('\n');
    elements.add(new RestoreScript.Element(table, chain, action));
  }

  private void table(TableChange change) {
    table = change.table();
    line("*" + table, "", "begin");
    for (Map.Entry<String, String> rename : change.renames().entrySet()) {
      String name = rename.getKey();
      line("-E " + name + " " + rename.getValue(), name, "rename to " + rename.getValue());
    }
    for (String chain : change.createChains()) {
      line(":" + chain + " - [0:0]", chain, "create");
    }
    for (Map.Entry<String, ChainPolicy> policy : change.policies().entrySet()) {
      String chain = policy.getKey();
      line("-P " + chain + " " + policy.getValue(), chain, "policy " + policy.getValue());
    }
    change.chainEdits().forEach(this::edits);
    change.deleteChains().forEach(chain -> line("-F " + chain, chain, "empty"));
    change.deleteChains().forEach(chain -> line("-X " + chain, chain, "delete"));
    line("COMMIT", "", RestoreScript.COMMIT);
  }

  private void edits(String chain, List<Edit> edits) {
    for (Edit edit : edits) {
      if (edit instanceof Edit.Insert insert) {
        String rule = Taken.format(insert.rule());
        line(
            (insert.last() ? "-A " + chain : "-I " + chain + " " + insert.position())
                + (rule.isEmpty() ? "" : " ")
                + rule,
            chain,
            action(edit));
      } else if (edit instanceof Edit.Delete delete) {
        line("-D " + chain + " " + delete.position(), chain, action(edit));
      }
    }
  }

  /** {@return what {@link RestoreScript.Element#action} says of an edit} */
  public static String action(Edit edit) {
    return edit instanceof Edit.Insert insert
        ? "insert " + Taken.format(insert.rule())
        : "delete " + RuleText.format(((Edit.Delete) edit).rule());
  }
}
