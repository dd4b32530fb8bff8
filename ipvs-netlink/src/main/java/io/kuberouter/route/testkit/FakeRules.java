package io.kuberouter.route.testkit;

import io.kuberouter.route.PolicyRule;
import io.kuberouter.route.RouteEvent;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Rules in memory; methods return an error number, 0 for success. Not thread safe. */
final class FakeRules {

  private static final int RTPROT_KERNEL = 2;

  private final List<PolicyRule> rules = new ArrayList<>();
  private final Consumer<RouteEvent> tell;

  /** With those that every kernel begins with. */
  FakeRules(Consumer<RouteEvent> tell) {
    this.tell = tell;
    rules.add(kernels(false, 0, 255));
    rules.add(kernels(false, 32766, 254));
    rules.add(kernels(false, 32767, 253));
    rules.add(kernels(true, 0, 255));
    rules.add(kernels(true, 32766, 254));
  }

  private static PolicyRule kernels(boolean ipv6, long priority, int table) {
    return copy(new PolicyRule(ipv6, 0, Optional.empty(), 0, table), priority, RTPROT_KERNEL);
  }

  private static PolicyRule copy(PolicyRule r, long priority, int protocol) {
    return copy(r, priority, protocol, r.table());
  }

  private static PolicyRule copy(PolicyRule r, long priority, int protocol, int table) {
    return new PolicyRule(
        r.ipv6(),
        priority,
        r.source(),
        r.sourceLength(),
        r.destination(),
        r.destinationLength(),
        r.mark(),
        r.markMask(),
        r.inInterface(),
        r.outInterface(),
        r.invert(),
        r.action(),
        table,
        r.suppressPrefixLength(),
        protocol,
        r.others());
  }

  List<PolicyRule> all() {
    return List.copyOf(rules);
  }

  int add(PolicyRule asked) {
    PolicyRule rule =
        asked.priority() == 0 ? copy(asked, chosen(asked.ipv6()), asked.protocol()) : asked;
    if (rule.table() == 0 && rule.action() == PolicyRule.TO_TABLE) {
      return rule.ipv6() ? Errno.EINVAL : add(intoEmptyTable(rule));
    }
    if (rules.contains(rule)) {
      return Errno.EEXIST;
    }
    rules.add(rule);
    rules.sort(Comparator.comparing(PolicyRule::ipv6).thenComparing(PolicyRule::priority));
    tell.accept(new RouteEvent.RuleSet(rule));
    return 0;
  }

  /** {@code fib_empty_table}: the first that none has used. */
  private PolicyRule intoEmptyTable(PolicyRule rule) {
    int table = 1;
    while (isUsed(table)) {
      table++;
    }
    return copy(rule, rule.priority(), rule.protocol(), table);
  }

  private boolean isUsed(int table) {
    return rules.stream().anyMatch(r -> !r.ipv6() && r.table() == table);
  }

  /** The kernel goes in front of the second rule. */
  private long chosen(boolean ipv6) {
    return rules.stream()
        .filter(r -> r.ipv6() == ipv6)
        .mapToLong(PolicyRule::priority)
        .sorted()
        .skip(1)
        .map(second -> Math.max(0, second - 1))
        .findFirst()
        .orElse(0);
  }

  int delete(PolicyRule asked) {
    Optional<PolicyRule> found =
        rules.stream()
            .filter(
                r ->
                    r.ipv6() == asked.ipv6()
                        && isMeant(r, asked)
                        && (asked.priority() == 0 || asked.priority() == r.priority())
                        && (asked.protocol() == 0 || asked.protocol() == r.protocol()))
            .findFirst();
    found.ifPresent(
        r -> {
          rules.remove(r);
          tell.accept(new RouteEvent.RuleRemoved(r));
        });
    return found.isEmpty() ? Errno.ENOENT : 0;
  }

  /** {@code rule_find}: what a deletion leaves open fits all. */
  private static boolean isMeant(PolicyRule rule, PolicyRule asked) {
    return (asked.action() == 0 || asked.action() == rule.action())
        && (asked.table() == 0 || asked.table() == rule.table())
        && (asked.mark() == 0 || asked.mark() == rule.mark())
        && (asked.markMask() == 0 || asked.markMask() == rule.markMask())
        && (asked.inInterface().isEmpty() || asked.inInterface().equals(rule.inInterface()))
        && (asked.outInterface().isEmpty() || asked.outInterface().equals(rule.outInterface()))
        && isMeant(rule.source(), rule.sourceLength(), asked.source(), asked.sourceLength())
        && isMeant(
            rule.destination(),
            rule.destinationLength(),
            asked.destination(),
            asked.destinationLength())
        && rule.others().containsAll(asked.others());
  }

  private static boolean isMeant(
      Optional<InetAddress> network, int length, Optional<InetAddress> asked, int askedLength) {
    return askedLength == 0 || (askedLength == length && asked.equals(network));
  }

  /** The tables of the rules that look at nothing, in order. */
  List<Integer> tablesForAll(boolean ipv6) {
    return rules.stream()
        .filter(
            r ->
                r.ipv6() == ipv6
                    && r.source().isEmpty()
                    && r.looksAtSourceOnly()
                    && r.suppressPrefixLength().equals(OptionalInt.empty()))
        .map(PolicyRule::table)
        .toList();
  }
}
