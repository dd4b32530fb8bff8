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

  /** Words that are not in quotes get a backslash before each letter that means something. */
  private static String shell(String line) {
    StringBuilder out = new StringBuilder(line.length() + 8);
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '\\' && i + 1 < line.length()) {
        out.append(inQuotes(line.charAt(++i)));
      } else if (c == '"') {
        quoted = !quoted;
        out.append(c);
      } else if (quoted) {
        out.append(inQuotes(c));
      } else {
        out.append(c == ' ' || isPlain(c) ? "" : "\\").append(c);
      }
    }
    return out.toString();
  }

  /** Inside of quotes the shell keeps a backslash that need not be there. */
  private static String inQuotes(char c) {
    return c == '"' || c == '\\' || c == '$' || c == '`' ? "\\" + c : String.valueOf(c);
  }

  private static boolean isPlain(char c) {
    return c > 127 || Character.isLetterOrDigit(c) || "-_+=:,./@%^!".indexOf(c) >= 0;
  }
}
