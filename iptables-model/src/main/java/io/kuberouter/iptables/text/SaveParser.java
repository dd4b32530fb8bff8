package io.kuberouter.iptables.text;

import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.ChainPolicy;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.RuleCounters;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.Table;
import io.kuberouter.iptables.term.Counters;
import io.kuberouter.persistent.PersistentList;
import io.kuberouter.text.ParseException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what {@code iptables-save} prints, with or without counters. An extension that is not
 * known, or has options that are not, is kept as it stands; see {@link
 * io.kuberouter.iptables.match.UnknownMatch}.
 */
public final class SaveParser {

  /** A chain while its rules come. */
  private static final class Open {
    final Optional<ChainPolicy> policy;
    final Counters policyCounters;
    final List<Rule> rules = new ArrayList<>();
    final List<Counters> counters = new ArrayList<>();
    boolean anyCounters;

    Open(Optional<ChainPolicy> policy, Counters policyCounters) {
      this.policy = policy;
      this.policyCounters = policyCounters;
    }

    void add(Rule rule, Optional<Counters> counted) {
      rules.add(rule);
      if (counted.isPresent() && !anyCounters) {
        anyCounters = true;
        for (int i = 1; i < rules.size(); i++) {
          counters.add(Counters.ZERO);
        }
      }
      if (anyCounters) {
        counters.add(counted.orElse(Counters.ZERO));
      }
    }

    Chain close(String name) {
      return new Chain(
          name,
          policy,
          policyCounters,
          PersistentList.of(rules),
          anyCounters ? Optional.of(RuleCounters.of(counters)) : Optional.empty());
    }
  }

  private final byte[] source;
  private final RuleReader rules;
  private final IpFamily family;
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final Map<String, Open> chains = new LinkedHashMap<>();
  private String table = "";
  private int line;
  private int lineStart;
  private int lastStart;
  private int lastEnd;
  private String lastName = "";

  private SaveParser(IpFamily family, byte[] source) {
    this.family = family;
    this.source = source;
    this.rules = new RuleReader(family, source);
  }

  /**
   * Reads a whole ruleset.
   *
   * @throws ParseException with the line and column that are wrong
   */
  public static Ruleset parse(IpFamily family, String text) throws ParseException {
    return new SaveParser(family, text.getBytes(StandardCharsets.UTF_8)).ruleset();
  }

  private Ruleset ruleset() throws ParseException {
    int at = 0;
    while (at < source.length) {
      line++;
      lineStart = at;
      int end = at;
      while (end < source.length && source[end] != '\n') {
        end++;
      }
      at = end + 1;
      if (end > lineStart && source[end - 1] == '\r') {
        end--;
      }
      if (end > lineStart) {
        line(lineStart, end);
      }
    }
    if (!table.isEmpty()) {
      throw fault(lineStart, "table " + table + " has no COMMIT");
    }
    return new Ruleset(family, tables);
  }

  private ParseException fault(int at, String message) {
    return new ParseException(line, at - lineStart + 1, message);
  }

  private String text(int from, int to) {
    return new String(source, from, to - from, StandardCharsets.UTF_8);
  }

  private void line(int from, int to) throws ParseException {
    byte first = source[from];
    if (first == '#') {
      return;
    }
    if (first == '*') {
      if (!table.isEmpty()) {
        throw fault(from, "table " + table + " has no COMMIT before the next one");
      }
      table = text(from + 1, to).strip();
      if (table.isEmpty() || table.indexOf(' ') >= 0 || tables.containsKey(table)) {
        throw fault(from, "the name of another table expected, found \"" + table + "\"");
      }
      chains.clear();
      lastName = "";
    } else if (table.isEmpty()) {
      throw fault(from, "a line outside of a table (*name to COMMIT): " + text(from, to));
    } else if (first == ':') {
      chain(from, to);
    } else if (first == '-' || first == '[') {
      rule(from, to);
    } else if (text(from, to).strip().equals("COMMIT")) {
      Map<String, Chain> closed = new LinkedHashMap<>();
      chains.forEach((name, open) -> closed.put(name, open.close(name)));
      tables.put(table, new Table(table, closed));
      table = "";
    } else {
      throw fault(from, "*, :, -A, # or COMMIT expected, found: " + text(from, to));
    }
  }

  private void chain(int from, int to) throws ParseException {
    String[] words = text(from + 1, to).strip().split(" +", -1);
    if (words.length < 2 || words.length > 3 || words[0].isEmpty()) {
      throw fault(from, ":CHAIN POLICY [packets:bytes] expected, found: " + text(from, to));
    }
    Optional<ChainPolicy> policy =
        switch (words[1]) {
          case "-" -> Optional.empty();
          case "ACCEPT" -> Optional.of(ChainPolicy.ACCEPT);
          case "DROP" -> Optional.of(ChainPolicy.DROP);
          default ->
              throw fault(from, "policy ACCEPT, DROP or - expected, found \"" + words[1] + "\"");
        };
    Counters counters = words.length == 3 ? counters(from, words[2]) : Counters.ZERO;
    if (chains.put(words[0], new Open(policy, counters)) != null) {
      throw fault(from, "chain " + words[0] + " is declared twice");
    }
  }

  private Counters counters(int at, String text) throws ParseException {
    int colon = text.indexOf(':');
    if (text.equals("[0:0]")) {
      return Counters.ZERO;
    }
    try {
      if (colon > 1 && text.charAt(0) == '[' && text.charAt(text.length() - 1) == ']') {
        return new Counters(
            Long.parseUnsignedLong(text.substring(1, colon)),
            Long.parseUnsignedLong(text.substring(colon + 1, text.length() - 1)));
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw fault(at, "[packets:bytes] expected, found \"" + text + "\"");
  }

  private void rule(int from, int to) throws ParseException {
    int at = from;
    Optional<Counters> counted = Optional.empty();
    if (source[at] == '[') {
      while (at < to && source[at] != ' ') {
        at++;
      }
      counted = Optional.of(counters(from, text(from, at)));
      while (at < to && source[at] == ' ') {
        at++;
      }
    }
    if (at + 3 > to || source[at] != '-' || source[at + 1] != 'A' || source[at + 2] != ' ') {
      throw fault(at, "-A CHAIN expected, found: " + text(at, to));
    }
    int start = at + 3;
    int end = start;
    while (end < to && source[end] != ' ') {
      end++;
    }
    Open chain = chains.get(name(start, end));
    if (chain == null) {
      throw fault(start, "chain " + name(start, end) + " is not declared (:CHAIN)");
    }
    try {
      Rule rule = rules.read(end, to);
      chain.add(rule, counted.or(rules::counters));
    } catch (ParseException e) {
      throw fault(end, String.valueOf(e.getMessage()));
    }
  }

  /** Rules of one chain follow each other, so its name is made once. */
  private String name(int start, int end) {
    if (lastName.isEmpty()
        || !java.util.Arrays.equals(source, start, end, source, lastStart, lastEnd)) {
      lastName = text(start, end);
      lastStart = start;
      lastEnd = end;
    }
    return lastName;
  }
}
