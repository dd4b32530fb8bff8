package io.kuberouter.iptables.text;

import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what {@code iptables-save} prints, with or without counters, which are left out. */
public final class SaveParser {

  private SaveParser() {}

  /**
   * Reads a whole ruleset.
   *
   * @throws ParseException with the line that is wrong
   */
  public static Ruleset parse(IpFamily family, String text) throws ParseException {
    Map<String, Table> tables = new LinkedHashMap<>();
    String table = "";
    Map<String, Optional<String>> policies = new LinkedHashMap<>();
    Map<String, List<Rule>> rules = new LinkedHashMap<>();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("*")) {
        table = line.substring(1).trim();
        policies.clear();
        rules.clear();
      } else if (line.equals("COMMIT")) {
        Map<String, Chain> chains = new LinkedHashMap<>();
        policies.forEach(
            (name, policy) ->
                chains.put(name, new Chain(name, policy, rules.getOrDefault(name, List.of()))));
        tables.put(table, new Table(table, chains));
        table = "";
      } else if (table.isEmpty()) {
        throw new ParseException(number, "a line outside of a table (*name … COMMIT): " + line);
      } else if (line.startsWith(":")) {
        String[] words = line.substring(1).split(" ", -1);
        if (words.length < 2) {
          throw new ParseException(number, "a chain without a policy: " + line);
        }
        policies.put(words[0], words[1].equals("-") ? Optional.empty() : Optional.of(words[1]));
      } else {
        rule(family, line, number, policies, rules);
      }
    }
    if (!table.isEmpty()) {
      throw new ParseException(number, "table " + table + " has no COMMIT");
    }
    return new Ruleset(family, tables);
  }

  private static void rule(
      IpFamily family,
      String line,
      int number,
      Map<String, Optional<String>> policies,
      Map<String, List<Rule>> rules)
      throws ParseException {
    String rest = line.startsWith("[") ? line.substring(line.indexOf(']') + 1).trim() : line;
    if (!rest.startsWith("-A ")) {
      throw new ParseException(number, "-A expected, found: " + line);
    }
    int end = rest.indexOf(' ', 3);
    String chain = end < 0 ? rest.substring(3) : rest.substring(3, end);
    if (!policies.containsKey(chain)) {
      throw new ParseException(number, "a rule of chain " + chain + ", which is not declared");
    }
    try {
      rules
          .computeIfAbsent(chain, c -> new ArrayList<>())
          .add(RuleText.parse(family, end < 0 ? "" : rest.substring(end + 1)));
    } catch (ParseException e) {
      throw new ParseException(number, String.valueOf(e.getMessage()));
    }
  }
}
