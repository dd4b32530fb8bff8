package io.kuberouter.iptables.text;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Match;
import io.kuberouter.iptables.Option;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.Target;
import io.kuberouter.iptables.text.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A rule ↔ what stands behind {@code -A CHAIN}. */
public final class RuleText {

  private static final Map<String, String> HEADER =
      Map.ofEntries(
          Map.entry("-s", "-s"),
          Map.entry("--source", "-s"),
          Map.entry("--src", "-s"),
          Map.entry("-d", "-d"),
          Map.entry("--destination", "-d"),
          Map.entry("--dst", "-d"),
          Map.entry("-i", "-i"),
          Map.entry("--in-interface", "-i"),
          Map.entry("-o", "-o"),
          Map.entry("--out-interface", "-o"),
          Map.entry("-p", "-p"),
          Map.entry("--protocol", "-p"),
          Map.entry("--proto", "-p"));

  private static final List<String> HEADER_ORDER = List.of("-s", "-d", "-i", "-o", "-p");

  /** Options of a protocol, which need no {@code -m}. */
  private static final Set<String> IMPLIED =
      Set.of(
          "--dport",
          "--destination-port",
          "--sport",
          "--source-port",
          "--tcp-flags",
          "--syn",
          "--icmp-type",
          "--icmpv6-type",
          "--tcp-option",
          "--chunk-types");

  private static final Map<String, String> LONG =
      Map.of("--destination-port", "--dport", "--source-port", "--sport");

  /** Options that take one word whatever it looks like, and are printed in quotes. */
  private static final Set<String> TEXT =
      Set.of("--comment", "--log-prefix", "--nflog-prefix", "--string");

  private RuleText() {}

  /**
   * Reads a rule as people or {@code iptables-save} write it.
   *
   * @throws ParseException when it is none
   */
  public static Rule parse(IpFamily family, String spec) throws ParseException {
    try {
      return new Parser(family, Tokens.of(spec)).rule();
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new ParseException(0, "an option lacks its value, or it is no number: " + spec);
    }
  }

  /** {@return the rule as {@code iptables-save} prints it} */
  public static String format(Rule rule) {
    StringBuilder out = new StringBuilder(160);
    rule.header().forEach(o -> option(o, out));
    for (Match match : rule.matches()) {
      out.append(" -m ").append(match.extension());
      match.options().forEach(o -> option(o, out));
    }
    rule.target()
        .ifPresent(
            t -> {
              out.append(t.isGoto() ? " -g " : " -j ").append(t.name());
              t.options().forEach(o -> option(o, out));
            });
    return out.isEmpty() ? "" : out.substring(1);
  }

  private static void option(Option option, StringBuilder out) {
    out.append(option.negated() ? " ! " : " ").append(option.name());
    for (String value : option.values()) {
      out.append(' ');
      if (TEXT.contains(option.name())) {
        quote(value, out);
      } else {
        out.append(value);
      }
    }
  }

  private static void quote(String value, StringBuilder out) {
    boolean plain = !value.isEmpty();
    for (int i = 0; i < value.length() && plain; i++) {
      char c = value.charAt(i);
      plain = (c < 128 && Character.isLetterOrDigit(c)) || c == '_' || c == '-';
    }
    if (plain) {
      out.append(value);
      return;
    }
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\' || c == '\'') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append('"');
  }

  /** Walks the words of one rule. */
  private static final class Parser {
    private final IpFamily family;
    private final List<Token> tokens;
    private int at;

    private final Option[] header = new Option[HEADER_ORDER.size()];
    private final List<String> extensions = new ArrayList<>();
    private final List<List<Option>> options = new ArrayList<>();
    private String protocol = "";
    private boolean isGoto;
    private String target = "";
    private final List<Option> targetOptions = new ArrayList<>();

    Parser(IpFamily family, List<Token> tokens) {
      this.family = family;
      this.tokens = tokens;
    }

    Rule rule() throws ParseException {
      boolean negated = false;
      while (at < tokens.size()) {
        Token token = tokens.get(at++);
        if (token.isNot()) {
          negated = true;
          continue;
        }
        if (!token.isOption()) {
          throw new ParseException(0, "an option expected, found \"" + token.text() + "\"");
        }
        word(token.text(), negated);
        negated = false;
      }
      List<Option> front = new ArrayList<>();
      for (Option option : header) {
        if (option != null) {
          front.add(option);
        }
      }
      List<Match> matches = new ArrayList<>();
      for (int i = 0; i < extensions.size(); i++) {
        matches.add(new Match(extensions.get(i), options.get(i)));
      }
      Optional<Target> end =
          target.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Target(isGoto, target, Canonical.defaults(family, target, targetOptions)));
      return new Rule(front, matches, end);
    }

    private void word(String name, boolean negated) throws ParseException {
      String short1 = HEADER.get(name);
      if (short1 != null) {
        headerOption(short1, negated);
      } else if (name.equals("-m") || name.equals("--match")) {
        extensions.add(tokens.get(at++).text());
        options.add(new ArrayList<>());
      } else if (name.equals("-j") || name.equals("--jump")) {
        target = tokens.get(at++).text();
      } else if (name.equals("-g") || name.equals("--goto")) {
        isGoto = true;
        target = tokens.get(at++).text();
      } else {
        option(name, negated);
      }
    }

    private void headerOption(String name, boolean negatedBefore) {
      boolean negated = negatedBefore;
      if (tokens.get(at).isNot()) {
        negated = true;
        at++;
      }
      String value = tokens.get(at++).text();
      if (name.equals("-p")) {
        value = Canonical.protocol(value);
        protocol = value;
      } else if (name.equals("-s") || name.equals("-d")) {
        value = Addresses.canonical(family, value);
      }
      header[HEADER_ORDER.indexOf(name)] = new Option(negated, name, List.of(value));
    }

    private void option(String written, boolean negatedBefore) throws ParseException {
      String name = LONG.getOrDefault(written, written);
      boolean negated = negatedBefore;
      List<String> values = new ArrayList<>();
      if (TEXT.contains(name)) {
        values.add(tokens.get(at++).text());
      } else {
        if (at < tokens.size() && tokens.get(at).isNot()) {
          negated = true;
          at++;
        }
        while (at < tokens.size() && !tokens.get(at).isOption() && !tokens.get(at).isNot()) {
          values.add(tokens.get(at++).text());
        }
      }
      Option option = new Option(negated, name, values);
      if (!target.isEmpty() && !IMPLIED.contains(name)) {
        Canonical.option(family, target, option).ifPresent(targetOptions::add);
        return;
      }
      int owner = extensions.size() - 1;
      if (IMPLIED.contains(name)) {
        String extension = Canonical.extensionOf(protocol);
        owner = extensions.lastIndexOf(extension);
        if (owner < 0) {
          if (protocol.isEmpty()) {
            throw new ParseException(0, name + " needs a protocol (-p) in front of it");
          }
          extensions.add(extension);
          options.add(new ArrayList<>());
          owner = extensions.size() - 1;
        }
      }
      if (owner < 0) {
        throw new ParseException(0, "no match (-m) or target (-j) that " + name + " belongs to");
      }
      List<Option> list = options.get(owner);
      Canonical.option(family, extensions.get(owner), option).ifPresent(list::add);
    }
  }
}
