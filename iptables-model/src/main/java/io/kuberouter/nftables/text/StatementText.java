package io.kuberouter.nftables.text;

import io.kuberouter.nftables.Expression;
import io.kuberouter.nftables.Rule;
import io.kuberouter.nftables.Statement;
import io.kuberouter.nftables.Verdict;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rules and statements in the syntax of nft. */
public final class StatementText {

  private StatementText() {}

  /** {@return the rule's statements and its comment} */
  public static String format(Rule rule) {
    String statements =
        rule.statements().stream().map(StatementText::format).collect(Collectors.joining(" "));
    return statements + rule.comment().map(c -> " comment " + ExpressionText.quote(c)).orElse("");
  }

  /** {@return the text} */
  public static String format(Statement s) {
    if (s instanceof Verdict verdict) {
      return ExpressionText.format((Expression) verdict);
    } else if (s instanceof Statement.Match match) {
      return match(match);
    } else if (s instanceof Statement.Counter counter) {
      boolean fresh = counter.packets() == 0 && counter.bytes() == 0;
      return fresh
          ? "counter"
          : "counter packets " + counter.packets() + " bytes " + counter.bytes();
    } else if (s instanceof Statement.CounterRef ref) {
      return "counter name " + ExpressionText.quote(ref.name());
    } else if (s instanceof Statement.QuotaRef ref) {
      return "quota name " + ExpressionText.quote(ref.name());
    } else if (s instanceof Statement.LimitRef ref) {
      return "limit name " + ExpressionText.quote(ref.name());
    } else if (s instanceof Statement.VerdictMap map) {
      return ExpressionText.format(map.key())
          + " vmap "
          + ExpressionText.format(ExpressionText.against(map.key(), map.data()));
    } else if (s instanceof Statement.Log log) {
      return log(log);
    } else if (s instanceof Statement.Reject reject) {
      return reject(reject);
    } else if (s instanceof Statement.Nat nat) {
      return nat(nat);
    } else if (s instanceof Statement.Mangle mangle) {
      return ExpressionText.format(mangle.key()) + " set " + ExpressionText.format(mangle.value());
    } else if (s instanceof Statement.Limit limit) {
      return limit(limit);
    } else if (s instanceof Statement.SetUpdate update) {
      return update.operation()
          + " @"
          + update.set()
          + " { "
          + ExpressionText.format(update.element())
          + " }";
    } else if (s instanceof Statement.NoTrack) {
      return "notrack";
    } else if (s instanceof Statement.Unknown unknown) {
      throw new NotPrintableException(unknown.json().toString());
    }
    throw new AssertionError(s); // sealed; NftScriptTest walks the permitted classes
  }

  private static String match(Statement.Match match) {
    Expression right = ExpressionText.against(match.left(), match.right());
    boolean isIn = match.operator().equals("in");
    boolean plain =
        isIn
            || (match.operator().equals("==")
                && !(match.left() instanceof Expression.Binary)
                && !(right instanceof Expression.Flags));
    String left = ExpressionText.format(match.left());
    if (plain) {
      return left + " " + ExpressionText.format(right);
    }
    return left + " " + match.operator() + " " + ExpressionText.operand(right);
  }

  private static String log(Statement.Log log) {
    StringBuilder out = new StringBuilder("log");
    log.prefix().ifPresent(p -> out.append(" prefix ").append(ExpressionText.quote(p)));
    log.group().ifPresent(g -> out.append(" group ").append(g));
    log.snapLength().ifPresent(l -> out.append(" snaplen ").append(l));
    log.queueThreshold().ifPresent(q -> out.append(" queue-threshold ").append(q));
    log.level().ifPresent(l -> out.append(" level ").append(l));
    log.flags().forEach(f -> out.append(" flags ").append(f));
    return out.toString();
  }

  private static String reject(Statement.Reject reject) {
    if (reject.type().isEmpty()) {
      return "reject";
    }
    String type = reject.type().get();
    return "reject with " + type + reject.code().map(c -> " type " + c).orElse("");
  }

  private static String nat(Statement.Nat nat) {
    StringBuilder out = new StringBuilder(nat.kind());
    nat.family().ifPresent(f -> out.append(' ').append(f));
    if (nat.address().isPresent() || nat.port().isPresent()) {
      out.append(" to ").append(address(nat.address(), nat.port().isPresent()));
      nat.port().ifPresent(p -> out.append(':').append(ExpressionText.format(p)));
    }
    if (!nat.flags().isEmpty()) {
      out.append(' ').append(String.join(",", nat.flags()));
    }
    return out.toString();
  }

  private static String address(Optional<Expression> address, boolean port) {
    String text = address.map(ExpressionText::format).orElse("");
    boolean six = address.isPresent() && text.indexOf(':') >= 0 && port;
    return six ? "[" + text.replace("-", "]-[") + "]" : text;
  }

  private static String limit(Statement.Limit limit) {
    return "limit " + rate(limit);
  }

  /** {@return what stands behind {@code limit}} */
  static String rate(Statement.Limit limit) {
    return "rate "
        + (limit.over() ? "over " : "")
        + limit.rate()
        + limit.rateUnit().map(u -> " " + u).orElse("")
        + "/"
        + limit.per()
        + (limit.burst() == 0
            ? ""
            : " burst " + limit.burst() + " " + limit.burstUnit().orElse("packets"));
  }
}
