package io.kuberouter.nftables.canonical;

import io.kuberouter.nftables.Expression;
import io.kuberouter.nftables.Family;
import io.kuberouter.nftables.Rule;
import io.kuberouter.nftables.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules as they are compared. Two rules with one canonical form are the same to the kernel: seen
 * with nft 1.0.6 and Linux 6.18. One rewrite for each thing that changes on the way:
 *
 * <ul>
 *   <li>what counters have counted is left out;
 *   <li>a match that the next one implies is left out: {@code meta l4proto tcp} before a field of
 *       TCP, {@code meta nfproto ipv4} before a field of IP;
 *   <li>{@code reject} tells its answer; {@code log} does not tell the level {@code warn};
 *   <li>expressions: {@link ExpressionCanonicalizer}.
 * </ul>
 */
public final class RuleCanonicalizer {

  private static final Map<String, String> NETWORK = Map.of("ipv4", "ip", "ipv6", "ip6");

  private RuleCanonicalizer() {}

  /** {@return the rule's canonical form in a table of a family} */
  public static Rule canonical(Family family, Rule rule) {
    List<Statement> statements = new ArrayList<>(rule.statements().size());
    for (Statement statement : rule.statements()) {
      Statement canonical = statement(family, statement);
      int last = statements.size() - 1;
      if (last >= 0 && isImplied(statements.get(last), canonical)) {
        statements.remove(last);
      }
      statements.add(canonical);
    }
    return new Rule(statements, rule.comment().filter(c -> !c.isEmpty()));
  }

  private static boolean isImplied(Statement before, Statement next) {
    return before instanceof Statement.Match meta
        && meta.operator().equals("==")
        && meta.left() instanceof Expression.Meta key
        && meta.right() instanceof Expression.Value value
        && next instanceof Statement.Match match
        && match.left() instanceof Expression.Payload payload
        && (key.key().equals("l4proto")
            ? payload.protocol().equals(value.text())
            : key.key().equals("nfproto") && payload.protocol().equals(NETWORK.get(value.text())));
  }

  private static Statement statement(Family family, Statement s) {
    if (s instanceof Statement.Counter) {
      return new Statement.Counter();
    } else if (s instanceof Statement.Match match) {
      return new Statement.Match(
          match.operator(), expression(match.left()), expression(match.right()));
    } else if (s instanceof Statement.VerdictMap map) {
      return new Statement.VerdictMap(expression(map.key()), expression(map.data()));
    } else if (s instanceof Statement.Mangle mangle) {
      return new Statement.Mangle(expression(mangle.key()), expression(mangle.value()));
    } else if (s instanceof Statement.Nat nat) {
      return new Statement.Nat(
          nat.kind(),
          nat.family(),
          nat.address().map(RuleCanonicalizer::expression),
          nat.port().map(RuleCanonicalizer::expression),
          nat.flags().stream().sorted().toList());
    } else if (s instanceof Statement.Reject reject && reject.type().isEmpty()) {
      return new Statement.Reject(Optional.of(answer(family)), Optional.of("port-unreachable"));
    } else if (s instanceof Statement.Log log && log.group().isEmpty()) {
      return new Statement.Log(
          log.prefix(),
          log.group(),
          log.snapLength(),
          log.queueThreshold(),
          log.level().filter(level -> !level.equals("warn")),
          log.flags());
    }
    return s;
  }

  private static String answer(Family family) {
    return switch (family) {
      case IP -> "icmp";
      case IP6 -> "icmpv6";
      default -> "icmpx";
    };
  }

  private static Expression expression(Expression e) {
    return ExpressionCanonicalizer.canonical(e);
  }
}
