package io.kuberouter.benchmarks.iptables;

import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.diff.Ownership;
import io.kuberouter.iptables.diff.RulesetDiffer;
import io.kuberouter.iptables.exec.Backend;
import io.kuberouter.iptables.exec.ProcessIptablesTool;
import io.kuberouter.iptables.restore.RestoreScript;
import io.kuberouter.iptables.restore.RestoreScriptWriter;
import io.kuberouter.iptables.testkit.RulesetCorpus;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.iptables.text.SaveWriter;
import io.kuberouter.process.ProcessToolRunner;
import io.kuberouter.process.ToolRunner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One policy change (a pod's chain of six rules and the jump to it) into a table that is loaded:
 * edited model, difference, script and restore; beside the bare restore of that script; and beside
 * saving, editing and restoring the whole table as text. In turns, in one run. Run inside of a
 * network namespace by {@code benchmarks/iptables.sh}; prints tab-separated medians in
 * milliseconds.
 */
public final class PolicyChangeComparison {

  private static final IpFamily FAMILY = IpFamily.IPV4;
  private static final int NEW_POD = 9_999_999;

  private final ToolRunner runner =
      new ProcessToolRunner(List.of(), System.getenv().getOrDefault("PATH", ""));
  private final Backend backend;
  private final ProcessIptablesTool tool;
  private final Map<String, List<Rule>> pod = new RulesetCorpus(FAMILY, 1).pod(NEW_POD);
  private Ruleset loaded;

  private PolicyChangeComparison(Backend backend, int rules) throws IOException {
    this.backend = backend;
    this.tool = new ProcessIptablesTool(runner, backend);
    this.loaded = new RulesetCorpus(FAMILY, 1).policies(rules);
    restore(SaveWriter.write(loaded));
  }

  private void restore(String text, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("iptables-" + backend + "-restore"));
    command.addAll(List.of(options));
    ToolRunner.Result result = runner.run(command, text);
    if (result.exit() != 0) {
      throw new IOException(result.errors());
    }
  }

  private Ruleset with() {
    Ruleset result = loaded;
    for (Map.Entry<String, List<Rule>> entry : pod.entrySet()) {
      Chain chain =
          result
              .chain("filter", entry.getKey())
              .orElse(new Chain(entry.getKey(), Optional.empty(), List.of()));
      var rules = chain.rules();
      for (Rule rule : entry.getValue()) {
        rules = rules.inserted(rules.size(), rule);
      }
      result = result.with("filter", chain.withRules(rules));
    }
    return result;
  }

  private Ruleset without() {
    Ruleset result = loaded;
    for (String name : pod.keySet()) {
      Chain chain = result.chain("filter", name).orElseThrow();
      result =
          name.equals("KUBE-ROUTER-FORWARD")
              ? result.with(
                  "filter", chain.withRules(chain.rules().removed(chain.rules().size() - 1)))
              : result.without("filter", name);
    }
    return result;
  }

  /** {@return the milliseconds of a change, from the model to the kernel} */
  private double ours(boolean add) throws IOException {
    long start = System.nanoTime();
    Ruleset wanted = add ? with() : without();
    RestoreScript script =
        RestoreScriptWriter.write(RulesetDiffer.diff(loaded, wanted, Ownership.ofPrefix("KUBE-")));
    tool.restore(FAMILY, script);
    double took = millis(start);
    loaded = wanted;
    return took;
  }

  private double bare(boolean add) throws IOException {
    Ruleset wanted = add ? with() : without();
    String script =
        RestoreScriptWriter.write(RulesetDiffer.diff(loaded, wanted, Ownership.ofPrefix("KUBE-")))
            .text();
    long start = System.nanoTime();
    restore(script, "--noflush");
    double took = millis(start);
    loaded = wanted;
    return took;
  }

  private double whole(boolean add) throws IOException {
    Ruleset wanted = add ? with() : without();
    long start = System.nanoTime();
    String saved =
        runner.run(List.of("iptables-" + backend + "-save", "-t", "filter"), "").output();
    restore(add ? added(saved) : cut(saved), "-T", "filter");
    double took = millis(start);
    loaded = wanted;
    return took;
  }

  private String added(String saved) {
    StringBuilder rules = new StringBuilder();
    StringBuilder chains = new StringBuilder();
    pod.forEach(
        (chain, list) -> {
          if (!chain.equals("KUBE-ROUTER-FORWARD")) {
            chains.append(':').append(chain).append(" - [0:0]\n");
          }
          list.forEach(
              rule ->
                  rules
                      .append("-A ")
                      .append(chain)
                      .append(' ')
                      .append(RuleText.format(rule))
                      .append('\n'));
        });
    int first = saved.indexOf("\n:") + 1;
    int end = saved.lastIndexOf("COMMIT");
    return saved.substring(0, first)
        + chains
        + saved.substring(first, end)
        + rules
        + saved.substring(end);
  }

  private String cut(String saved) {
    List<String> names =
        pod.keySet().stream().filter(name -> !name.equals("KUBE-ROUTER-FORWARD")).toList();
    StringBuilder out = new StringBuilder(saved.length());
    saved
        .lines()
        .filter(line -> names.stream().noneMatch(line::contains))
        .forEach(line -> out.append(line).append('\n'));
    return out.toString();
  }

  private static double millis(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private interface Way {
    double run(boolean add) throws IOException;
  }

  private static double median(double[] values, UnaryOperator<double[]> sorted) {
    double[] order = sorted.apply(values.clone());
    return order[order.length / 2];
  }

  private static double[] sorted(double[] values) {
    Arrays.sort(values);
    return values;
  }

  /**
   * Runs.
   *
   * @param arguments backend (nft or legacy), rounds, numbers of rules
   */
  public static void main(String[] arguments) throws IOException {
    Backend backend = Backend.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    int rounds = Integer.parseInt(arguments[1]);
    for (int i = 2; i < arguments.length; i++) {
      int rules = Integer.parseInt(arguments[i]);
      PolicyChangeComparison run = new PolicyChangeComparison(backend, rules);
      Way[] ways = {run::ours, run::bare, run::whole};
      double[][][] times = new double[ways.length][2][rounds];
      for (int warm = 0; warm < 3; warm++) {
        run.ours(true);
        run.ours(false);
      }
      for (int round = 0; round < rounds; round++) {
        for (int way = 0; way < ways.length; way++) {
          times[way][0][round] = ways[way].run(true);
          times[way][1][round] = ways[way].run(false);
        }
      }
      String[] names = {"model-diff-restore", "bare-restore", "save-edit-restore"};
      for (int way = 0; way < ways.length; way++) {
        for (int direction = 0; direction < 2; direction++) {
          double[] values = times[way][direction];
          System.out.printf(
              Locale.ROOT,
              "%s\t%d\t%s\t%s\t%.2f\t%.2f\t%.2f%n",
              backend,
              rules,
              names[way],
              direction == 0 ? "add" : "remove",
              median(values, PolicyChangeComparison::sorted),
              Arrays.stream(values).min().orElse(0),
              Arrays.stream(values).max().orElse(0));
        }
      }
    }
  }
}
