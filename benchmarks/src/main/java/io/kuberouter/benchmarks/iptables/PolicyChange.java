package io.kuberouter.benchmarks.iptables;

import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.testkit.RulesetCorpus;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.persistent.PersistentList;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A change of one pod's rules, in the model and in the text of {@code iptables-save}. */
enum PolicyChange {
  /** The pod's chain of six rules, and the jump to it behind those to the other pods. */
  ADD {
    @Override
    Ruleset model(Ruleset loaded) {
      Ruleset result = loaded;
      for (Map.Entry<String, List<Rule>> entry : POD.entrySet()) {
        Chain chain =
            result
                .chain(FILTER, entry.getKey())
                .orElse(new Chain(entry.getKey(), Optional.empty(), List.of()));
        PersistentList<Rule> rules = chain.rules();
        for (Rule rule : entry.getValue()) {
          rules = rules.inserted(rules.size(), rule);
        }
        result = result.with(FILTER, chain.withRules(rules));
      }
      return result;
    }

    @Override
    String text(String saved) {
      StringBuilder rules = new StringBuilder();
      POD.forEach(
          (chain, list) ->
              list.forEach(
                  rule -> rules.append("-A " + chain + " " + RuleText.format(rule) + "\n")));
      int first = saved.indexOf("\n:") + 1;
      int end = saved.lastIndexOf("COMMIT");
      return saved.substring(0, first)
          + (":" + CHAIN + " - [0:0]\n")
          + saved.substring(first, end)
          + rules
          + saved.substring(end);
    }
  },

  /** Another port in the rule of the pod's chain that lets packets in. */
  REPLACE {
    @Override
    Ruleset model(Ruleset loaded) {
      Chain chain = loaded.chain(FILTER, CHAIN).orElseThrow();
      return loaded.with(FILTER, chain.withRules(chain.rules().with(RULE, REPLACED)));
    }

    @Override
    String text(String saved) {
      return saved.replace(line(POD.getOrDefault(CHAIN, List.of()).get(RULE)), line(REPLACED));
    }
  },

  /** The pod's chain and the jump to it are gone. */
  REMOVE {
    @Override
    Ruleset model(Ruleset loaded) {
      Chain jumps = loaded.chain(FILTER, JUMPS).orElseThrow();
      return loaded
          .with(FILTER, jumps.withRules(jumps.rules().removed(jumps.rules().size() - 1)))
          .without(FILTER, CHAIN);
    }

    @Override
    String text(String saved) {
      StringBuilder out = new StringBuilder(saved.length());
      saved
          .lines()
          .filter(line -> !line.contains(CHAIN))
          .forEach(line -> out.append(line).append('\n'));
      return out.toString();
    }
  };

  private static final String FILTER = "filter";
  private static final String JUMPS = "KUBE-ROUTER-FORWARD";
  private static final int RULE = 2;
  private static final Map<String, List<Rule>> POD =
      new RulesetCorpus(IpFamily.IPV4, 1).pod(9_999_999);
  private static final String CHAIN =
      POD.keySet().stream().filter(name -> !name.equals(JUMPS)).findFirst().orElseThrow();
  private static final Rule REPLACED = replaced();

  private static Rule replaced() {
    String text = RuleText.format(POD.getOrDefault(CHAIN, List.of()).get(RULE));
    try {
      return RuleText.parse(IpFamily.IPV4, text.replace("--dport 8080", "--dport 8443"));
    } catch (ParseException e) {
      throw new IllegalStateException(text, e);
    }
  }

  private static String line(Rule rule) {
    return "-A " + CHAIN + " " + RuleText.format(rule) + "\n";
  }

  /** {@return the changed model} */
  abstract Ruleset model(Ruleset loaded);

  /** {@return the changed text of {@code iptables-save}} */
  abstract String text(String saved);
}
