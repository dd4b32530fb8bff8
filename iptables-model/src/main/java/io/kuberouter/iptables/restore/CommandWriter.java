package io.kuberouter.iptables.restore;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.diff.RulesetDiff;
import io.kuberouter.iptables.diff.TableChange;
import java.util.ArrayList;
import java.util.List;

/** A difference as the commands that an administrator would type, for the shell. */
public final class CommandWriter {

  private CommandWriter() {}

  /** {@return one command for each step, in order} */
  public static List<String> write(RulesetDiff diff) {
    List<String> commands = new ArrayList<>();
    for (TableChange change : diff.changes()) {
      String tool = diff.family() == IpFamily.IPV6 ? "ip6tables" : "iptables";
      String start = tool + " -t " + change.table() + " ";
      RestoreScriptWriter.write(List.of(change))
          .lines()
          .filter(line -> !line.startsWith("*") && !line.equals("COMMIT"))
          .map(line -> line.startsWith(":") ? "-N " + line.substring(1, line.indexOf(' ')) : line)
          .forEach(line -> commands.add(start + shell(line)));
    }
    return commands;
  }

  /**
   * A lone {@code !} is safe; inside of quotes the tool and the shell read alike but for $ and `.
   */
  private static String shell(String line) {
    return line.replace("$", "\\$").replace("`", "\\`");
  }
}
