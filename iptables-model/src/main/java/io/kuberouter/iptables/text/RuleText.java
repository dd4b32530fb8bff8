package io.kuberouter.iptables.text;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.match.DestinationMatch;
import io.kuberouter.iptables.match.FragmentMatch;
import io.kuberouter.iptables.match.HeaderMatch;
import io.kuberouter.iptables.match.InInterfaceMatch;
import io.kuberouter.iptables.match.Match;
import io.kuberouter.iptables.match.OutInterfaceMatch;
import io.kuberouter.iptables.match.ProtocolMatch;
import io.kuberouter.iptables.match.SourceMatch;
import io.kuberouter.iptables.match.UnknownMatch;
import io.kuberouter.iptables.syntax.OptionWriter;
import io.kuberouter.iptables.syntax.Syntax;
import io.kuberouter.iptables.target.Goto;
import io.kuberouter.iptables.target.Jump;
import io.kuberouter.iptables.target.Target;
import io.kuberouter.iptables.target.UnknownTarget;
import io.kuberouter.iptables.term.Term;
import io.kuberouter.text.ParseException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A rule ↔ what stands behind {@code -A CHAIN}. Read is what people type: options long or short, in
 * any order, {@code !} before or behind the option. What the kernel would change besides is left to
 * {@link io.kuberouter.iptables.canonical.Canonicalizer}.
 */
public final class RuleText {

  private RuleText() {}

  /**
   * Reads a rule.
   *
   * @throws ParseException when it is none, or an option is not known or wrong
   */
  public static Rule parse(IpFamily family, String spec) throws ParseException {
    byte[] source = spec.getBytes(StandardCharsets.UTF_8);
    RuleParser parser = new RuleParser(family, source, 0, source.length, false);
    Rule rule = parser.rule();
    if (parser.counters().isPresent()) {
      throw new ParseException("-c: counters belong to the chain, not to the rule");
    }
    return rule;
  }

  /** {@return the rule as {@code iptables-save} prints it} */
  public static String format(Rule rule) {
    StringBuilder out = new StringBuilder(160);
    append(rule, out);
    return out.isEmpty() ? "" : out.substring(1);
  }

  /** Appends the rule, with a blank before each word. */
  static void append(Rule rule, StringBuilder out) {
    OptionWriter options = new OptionWriter(out);
    List<Match> matches = rule.matches();
    for (int i = 0; i < matches.size(); i++) {
      append(matches.get(i), out, options);
    }
    if (rule.target().isPresent()) {
      append(rule.target().get(), out, options);
    }
  }

  private static void append(Match match, StringBuilder out, OptionWriter options) {
    if (match instanceof HeaderMatch header) {
      append(header, out);
    } else if (match instanceof UnknownMatch unknown) {
      out.append(" -m ").append(unknown.name());
      append(unknown.options(), out);
    } else {
      Syntax<Match> syntax = SyntaxTable.of(match);
      out.append(" -m ").append(syntax.name());
      syntax.render(match, options);
    }
  }

  private static void append(HeaderMatch match, StringBuilder out) {
    out.append(match.negated() ? " ! " : " ");
    if (match instanceof SourceMatch source) {
      append("-s ", source.block(), out);
    } else if (match instanceof DestinationMatch destination) {
      append("-d ", destination.block(), out);
    } else if (match instanceof InInterfaceMatch in) {
      append("-i ", in.iface(), out);
    } else if (match instanceof OutInterfaceMatch outgoing) {
      append("-o ", outgoing.iface(), out);
    } else if (match instanceof ProtocolMatch protocol) {
      out.append("-p ").append(protocol.protocol());
    } else if (match instanceof FragmentMatch) {
      out.append("-f");
    } else {
      throw new AssertionError(match); // sealed
    }
  }

  private static void append(String option, Term value, StringBuilder out) {
    out.append(option);
    value.appendTo(out);
  }

  private static void append(Target target, StringBuilder out, OptionWriter options) {
    if (target instanceof Jump jump) {
      out.append(" -j ").append(jump.chain());
    } else if (target instanceof Goto other) {
      out.append(" -g ").append(other.chain());
    } else if (target instanceof UnknownTarget unknown) {
      out.append(" -j ").append(unknown.name());
      append(unknown.options(), out);
    } else {
      Syntax<Target> syntax = SyntaxTable.of(target);
      out.append(" -j ").append(syntax.name());
      syntax.render(target, options);
    }
  }

  private static void append(String options, StringBuilder out) {
    if (!options.isEmpty()) {
      out.append(' ').append(options);
    }
  }
}
