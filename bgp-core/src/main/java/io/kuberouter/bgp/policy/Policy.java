package io.kuberouter.bgp.policy;

import io.kuberouter.bgp.attribute.PathAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rules that are tried in order. One whose conditions all hold does its actions; then it accepts,
 * rejects, or leaves that to the rules behind it.
 *
 * @param fallback when no rule has accepted or rejected
 */
public record Policy(List<Rule> rules, Verdict fallback) {

  /** What is decided. */
  public enum Verdict {
    ACCEPT,
    REJECT,
    /** Nothing: the next rule is tried. */
    NEXT
  }

  /**
   * One rule.
   *
   * @param name for people
   * @param conditions all must hold; none: always
   * @param actions in their order
   */
  public record Rule(
      String name, List<Condition> conditions, List<PolicyAction> actions, Verdict verdict) {
    public Rule {
      conditions = List.copyOf(conditions);
      actions = List.copyOf(actions);
    }
  }

  /** Takes everything as it is. */
  public static final Policy ACCEPT_ALL = new Policy(List.of(), Verdict.ACCEPT);

  /** Takes nothing. */
  public static final Policy REJECT_ALL = new Policy(List.of(), Verdict.REJECT);

  public Policy {
    rules = List.copyOf(rules);
    if (fallback == Verdict.NEXT) {
      throw new IllegalArgumentException("a policy ends with accept or reject");
    }
  }

  /** {@return a policy to put together, which rejects what no rule accepts} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return what becomes of a route: its attributes, or none when it is rejected} */
  public Optional<PathAttributes> apply(RouteContext route) {
    RouteContext current = route;
    for (Rule rule : rules) {
      if (!holds(rule, current)) {
        continue;
      }
      for (PolicyAction action : rule.actions()) {
        current = current.with(action.apply(current));
      }
      if (rule.verdict() != Verdict.NEXT) {
        return rule.verdict() == Verdict.ACCEPT
            ? Optional.of(current.attributes())
            : Optional.empty();
      }
    }
    return fallback == Verdict.ACCEPT ? Optional.of(current.attributes()) : Optional.empty();
  }

  private static boolean holds(Rule rule, RouteContext route) {
    for (Condition condition : rule.conditions()) {
      if (!condition.holds(route)) {
        return false;
      }
    }
    return true;
  }

  /** {@return whether the answer is the same for all prefixes with the same attributes} */
  public boolean ignoresPrefixes() {
    return rules.stream()
        .flatMap(rule -> rule.conditions().stream())
        .allMatch(Condition::ignoresPrefixes);
  }

  /** {@return whether no route can pass} */
  public boolean rejectsAll() {
    return fallback != Verdict.ACCEPT
        && rules.stream().noneMatch(r -> r.verdict() == Verdict.ACCEPT);
  }

  /** Puts a policy together. */
  public static final class Builder {
    private final List<Rule> rules = new ArrayList<>();

    /** Accepts routes of which all conditions hold. */
    public Builder accept(String name, Condition... conditions) {
      return rule(name, Verdict.ACCEPT, List.of(conditions), List.of());
    }

    /** Rejects routes of which all conditions hold. */
    public Builder reject(String name, Condition... conditions) {
      return rule(name, Verdict.REJECT, List.of(conditions), List.of());
    }

    /** Does actions on routes of which a condition holds, and goes on. */
    public Builder change(String name, Condition condition, PolicyAction... actions) {
      return rule(name, Verdict.NEXT, List.of(condition), List.of(actions));
    }

    /** Adds a rule. */
    public Builder rule(
        String name, Verdict verdict, List<Condition> conditions, List<PolicyAction> actions) {
      rules.add(new Rule(name, conditions, actions, verdict));
      return this;
    }

    /** {@return the policy, which accepts what no rule rejects} */
    public Policy otherwiseAccept() {
      return new Policy(rules, Verdict.ACCEPT);
    }

    /** {@return the policy, which rejects what no rule accepts} */
    public Policy otherwiseReject() {
      return new Policy(rules, Verdict.REJECT);
    }
  }
}
