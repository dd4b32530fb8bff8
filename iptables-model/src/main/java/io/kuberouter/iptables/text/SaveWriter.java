package io.kuberouter.iptables.text;

import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.RuleCounters;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints a ruleset as {@code iptables-save} does, without its remarks. */
public final class SaveWriter {

  private SaveWriter() {}

  /** {@return the text; rules have counters in front where their chain has them} */
  public static String write(Ruleset ruleset) {
    StringBuilder out = new StringBuilder(1024);
    ruleset.tables().values().forEach(table -> append(table, out));
    return out.toString();
  }

  private static void append(Table table, StringBuilder out) {
    out.append('*').append(table.name()).append('\n');
    List<Chain> chains = table.chains().values();
    for (Chain chain : chains) {
      out.append(':').append(chain.name()).append(' ');
      out.append(chain.policy().isPresent() ? chain.policy().get().name() : "-").append(' ');
      chain.policyCounters().appendTo(out);
      out.append('\n');
    }
    for (Chain chain : chains) {
      RuleCounters counters = chain.ruleCounters().orElse(null);
      int index = 0;
      for (Rule rule : chain.rules()) {
        append(counters, index++, out);
        out.append("-A ").append(chain.name());
        RuleText.append(rule, out);
        out.append('\n');
      }
    }
    out.append("COMMIT\n");
  }

  private static void append(@Nullable RuleCounters counters, int index, StringBuilder out) {
    if (counters != null) {
      counters.get(index).appendTo(out);
      out.append(' ');
    }
  }
}
