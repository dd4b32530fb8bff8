package io.kuberouter.iptables.testkit;

import io.kuberouter.iptables.BuiltinChain;
import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.ChainPolicy;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.RulesetBuilder;
import io.kuberouter.iptables.Table;
import io.kuberouter.iptables.canonical.Canonicalizer;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.persistent.PersistentList;
import io.kuberouter.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Rulesets by a seed: small ones of every table for property tests, and large ones in the shape of
 * network policies for benchmarks. The same seed gives the same rulesets.
 */
public final class RulesetCorpus {

  /** What names of chains made here begin with. */
  public static final String PREFIX = "GEN-";

  private static final List<String> TABLES = List.of("filter", "nat", "mangle", "raw");
  private static final List<String> NAMES = List.of("A", "B", "C", "D", "E", "F", "G");

  private final Random random;
  private final IpFamily family;

  /** Begins with a seed. */
  public RulesetCorpus(IpFamily family, long seed) {
    this.family = family;
    this.random = new Random(seed);
  }

  private boolean one(int in) {
    return random.nextInt(in) == 0;
  }

  private String address(int number) {
    return (family == IpFamily.IPV4 ? "10.244.0." : "fd24::") + number;
  }

  private String not() {
    return one(4) ? "! " : "";
  }

  /**
   * {@return a ruleset of up to seven chains in each table, which jump to later ones alone, and
   * rules in the built-in chains that jump to them}
   */
  public Ruleset small() {
    RulesetBuilder builder = new RulesetBuilder(family);
    for (String table : TABLES) {
      List<String> chains = new ArrayList<>();
      for (String name : NAMES) {
        if (one(2)) {
          chains.add(PREFIX + name);
        }
      }
      for (String hook : BuiltinChain.of(table)) {
        builder.policy(table, hook, ChainPolicy.ACCEPT);
        for (int n = random.nextInt(3); n > 0 && !chains.isEmpty(); n--) {
          String to = chains.get(random.nextInt(chains.size()));
          builder.rule(table, hook, rule(matches(hook) + "-j " + to));
        }
      }
      for (int i = 0; i < chains.size(); i++) {
        builder.chain(table, chains.get(i));
        for (int n = random.nextInt(8); n > 0; n--) {
          builder.rule(table, chains.get(i), rule(matches("") + target(table, chains, i)));
        }
      }
    }
    return builder.build();
  }

  /** {@return the ruleset with some of its chains' rules changed, moved, added and taken out} */
  public Ruleset edited(Ruleset ruleset, int edits) {
    Ruleset result = ruleset;
    List<String> tables = new ArrayList<>(ruleset.tables().keySet());
    for (int n = 0; n < edits; n++) {
      Table table = ruleset.tables().get(tables.get(random.nextInt(tables.size())));
      List<Chain> chains =
          table == null
              ? List.of()
              : table.chains().values().stream().filter(c -> !BuiltinChain.is(c.name())).toList();
      if (chains.isEmpty() || table == null) {
        continue;
      }
      String name = chains.get(random.nextInt(chains.size())).name();
      Chain chain = result.chain(table.name(), name).orElseThrow();
      PersistentList<Rule> rules = chain.rules();
      int at = random.nextInt(rules.size() + 1);
      if (one(3) && at < rules.size()) {
        rules = rules.removed(at);
      } else if (one(2) && at < rules.size()) {
        rules = rules.with(at, rule(matches("") + "-j RETURN"));
      } else {
        rules = rules.inserted(at, rule(matches("") + "-j RETURN"));
      }
      result = result.with(table.name(), chain.withRules(rules));
    }
    return result;
  }

  private String matches(String hook) {
    StringBuilder text = new StringBuilder();
    if (one(2)) {
      text.append(not()).append("-s ").append(address(random.nextInt(8))).append(' ');
    }
    if (one(3)) {
      int full = family == IpFamily.IPV4 ? 32 : 128;
      text.append(not()).append("-d ").append(address(random.nextInt(8)));
      text.append('/').append(full - random.nextInt(5)).append(' ');
    }
    if (one(5) && hook.equals("FORWARD")) {
      text.append("-i eth+ -o lo ");
    }
    text.append(
        switch (random.nextInt(16)) {
          case 0 -> "-p tcp --dport " + (80 + random.nextInt(4)) + " ";
          case 1 -> "-p udp -m udp " + not() + "--sport 53:" + (53 + random.nextInt(4)) + " ";
          case 2 -> "-p tcp -m multiport --dports 80,443,8000:8010 ";
          case 3 -> "-m conntrack --ctstate RELATED,ESTABLISHED ";
          case 4 -> "-m mark " + not() + "--mark 0x1/0x" + (1 + random.nextInt(4)) + " ";
          case 5 -> "-m comment --comment \"number " + random.nextInt(4) + "\" ";
          case 6 -> "-m limit --limit " + (1 + random.nextInt(20)) + "/min ";
          case 7 -> "-m addrtype --dst-type LOCAL ";
          case 8 -> "-p tcp -m tcp --tcp-flags SYN,RST,ACK SYN ";
          case 9 ->
              family == IpFamily.IPV4
                  ? "-p icmp --icmp-type echo-request "
                  : "-p ipv6-icmp --icmpv6-type echo-request ";
          case 10 -> "-m statistic --mode random --probability 0." + (1 + random.nextInt(8)) + " ";
          case 11 -> "-p sctp -m sctp --dport 5 ";
          case 12 -> "-m length --length 100:" + (200 + random.nextInt(5)) + " ";
          default -> "";
        });
    return text.toString();
  }

  private String target(String table, List<String> chains, int index) {
    if (one(4) && index + 1 < chains.size()) {
      String to = chains.get(index + 1 + random.nextInt(chains.size() - index - 1));
      return (one(4) ? "-g " : "-j ") + to;
    }
    if (one(6)) {
      return "-j LOG --log-prefix \"p" + random.nextInt(3) + ": \"";
    }
    if (table.equals("mangle") && one(2)) {
      return "-j MARK --set-xmark 0x" + random.nextInt(4) + "/0x" + random.nextInt(4);
    }
    return one(5)
        ? ""
        : "-j "
            + List.of("ACCEPT", "RETURN", "DROP").get(random.nextInt(table.equals("nat") ? 2 : 3));
  }

  private Rule rule(String text) {
    try {
      return Canonicalizer.canonical(family, RuleText.parse(family, text));
    } catch (ParseException e) {
      throw new IllegalStateException(text, e); // made above
    }
  }

  /**
   * {@return a filter table of about so many rules: a jump and a chain of six rules for each pod,
   * with comments, sets {@code pods-0} to {@code pods-199} and marks}
   */
  public Ruleset policies(int rules) {
    RulesetBuilder builder = new RulesetBuilder(family);
    for (String hook : BuiltinChain.of("filter")) {
      builder.policy("filter", hook, ChainPolicy.ACCEPT);
    }
    builder.rule("filter", "FORWARD", rule("-j KUBE-ROUTER-FORWARD"));
    builder.chain("filter", "KUBE-ROUTER-FORWARD");
    for (int pod = 0; pod < Math.max(1, rules / 7); pod++) {
      pod(pod).forEach((chain, list) -> list.forEach(r -> builder.rule("filter", chain, r)));
    }
    return builder.build();
  }

  /** {@return what belongs to one pod: its jump and the rules of its chain, by chain} */
  public java.util.Map<String, List<Rule>> pod(int number) {
    String address =
        family == IpFamily.IPV4
            ? "10.%d.%d.%d".formatted(number >> 16 & 255, number >> 8 & 255, number & 255)
            : "fd24::%x:%x".formatted(number >> 16, number & 0xffff);
    String chain = "KUBE-POD-FW-%016X".formatted(number * 0x9E3779B97F4A7C15L);
    String name = "team-%d/web-%d".formatted(number % 50, number);
    String set = "pods-" + number % 200;
    java.util.Map<String, List<Rule>> all = new java.util.LinkedHashMap<>();
    all.put(
        "KUBE-ROUTER-FORWARD",
        List.of(
            rule("-d %s -m comment --comment \"%s in\" -j %s".formatted(address, name, chain))));
    all.put(
        chain,
        List.of(
            rule("-m conntrack --ctstate INVALID -m comment --comment invalid -j DROP"),
            rule("-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"),
            rule(
                String.format(
                    Locale.ROOT,
                    "-p tcp -m comment --comment \"%s policy\" -m set --match-set %s src"
                        + " -m set --match-set %s dst -m tcp --dport 8080 -j MARK --set-xmark"
                        + " 0x10000/0x10000",
                    name,
                    set,
                    set)),
            rule("-m mark ! --mark 0x10000/0x10000 -m comment --comment reject -j REJECT"),
            rule("-j MARK --set-xmark 0x0/0x10000"),
            rule("-m comment --comment passed -j MARK --set-xmark 0x20000/0x20000")));
    return all;
  }
}
