package io.kuberouter.benchmarks.iptables;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.diff.Ownership;
import io.kuberouter.iptables.diff.RulesetDiffer;
import io.kuberouter.iptables.exec.Backend;
import io.kuberouter.iptables.exec.ProcessIptablesTool;
import io.kuberouter.iptables.restore.RestoreScript;
import io.kuberouter.iptables.restore.RestoreScriptWriter;
import io.kuberouter.iptables.testkit.RulesetCorpus;
import io.kuberouter.iptables.text.SaveWriter;
import io.kuberouter.process.ProcessToolRunner;
import io.kuberouter.process.ToolRunner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One {@link PolicyChange} into a table that is loaded: edited model, difference, script and
 * restore; beside the bare restore of that script from a shell; and beside saving, editing and
 * restoring the whole table as text. In turns, in one run. Run inside of a network namespace by
 * {@code benchmarks/iptables.sh}; prints tab-separated medians in milliseconds.
 */
public final class PolicyChangeComparison {

  private static final IpFamily FAMILY = IpFamily.IPV4;
  private static final Ownership OURS = Ownership.ofPrefix("KUBE-");
  private static final int WARM_UPS = 40;
  private static final int SETTLE_MILLIS = 60;

  private enum Way {
    MODEL_DIFF_RESTORE,
    BARE_RESTORE,
    SAVE_EDIT_RESTORE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private record Series(Way way, PolicyChange change) {}

  private final ToolRunner runner =
      new ProcessToolRunner(List.of(), System.getenv().getOrDefault("PATH", ""));
  private final Backend backend;
  private final ProcessIptablesTool tool;
  private final BareTool bare;
  private Ruleset loaded;

  private PolicyChangeComparison(Backend backend, BareTool bare, int rules) throws IOException {
    this.backend = backend;
    this.bare = bare;
    this.tool = new ProcessIptablesTool(runner, backend);
    this.loaded = new RulesetCorpus(FAMILY, 1).policies(rules);
    whole(SaveWriter.write(loaded));
  }

  private void whole(String text) throws IOException {
    ToolRunner.Result result =
        runner.run(List.of("iptables-" + backend + "-restore", "-T", "filter"), text);
    if (result.exit() != 0) {
      throw new IOException(result.errors());
    }
  }

  /** {@return the milliseconds of a change, from the loaded model to the kernel} */
  private double run(Way way, PolicyChange change) throws IOException {
    Ruleset wanted = change.model(loaded);
    settle();
    double took =
        switch (way) {
          case MODEL_DIFF_RESTORE -> modelDiffRestore(change);
          case BARE_RESTORE -> bare.restore(script(wanted).text());
          case SAVE_EDIT_RESTORE -> saveEditRestore(change);
        };
    loaded = wanted;
    return took;
  }

  /** What the kernel still frees of the rules before is not counted to the next way. */
  private static void settle() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS));
  }

  private RestoreScript script(Ruleset wanted) {
    return RestoreScriptWriter.write(RulesetDiffer.diff(loaded, wanted, OURS));
  }

  private double modelDiffRestore(PolicyChange change) throws IOException {
    long start = System.nanoTime();
    tool.restore(FAMILY, script(change.model(loaded)));
    return millis(start);
  }

  private double saveEditRestore(PolicyChange change) throws IOException {
    long start = System.nanoTime();
    String saved =
        runner.run(List.of("iptables-" + backend + "-save", "-t", "filter"), "").output();
    whole(change.text(saved));
    return millis(start);
  }

  private static double millis(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  /** {@return the milliseconds of all rounds, in turns} */
  private Map<Series, List<Double>> rounds(int rounds) throws IOException {
    Map<Series, List<Double>> times = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Way way : Way.values()) {
        for (PolicyChange change : PolicyChange.values()) {
          times
              .computeIfAbsent(new Series(way, change), series -> new ArrayList<>())
              .add(run(way, change));
        }
      }
    }
    return times;
  }

  private String line(int rules, Series series, List<Double> times) {
    List<Double> order = times.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "%s\t%d\t%s\t%s\t%.2f\t%.2f\t%.2f",
        backend,
        rules,
        series.way(),
        series.change().name().toLowerCase(Locale.ROOT),
        order.get(order.size() / 2),
        order.get(0),
        order.get(order.size() - 1));
  }

  /**
   * Runs.
   *
   * @param arguments backend (nft or legacy), rounds, numbers of rules
   */
  public static void main(String[] arguments) throws IOException {
    Backend backend = Backend.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    int rounds = Integer.parseInt(arguments[1]);
    try (BareTool bare = new BareTool("iptables-" + backend + "-restore")) {
      for (String rules : Arrays.asList(arguments).subList(2, arguments.length)) {
        int size = Integer.parseInt(rules);
        PolicyChangeComparison run = new PolicyChangeComparison(backend, bare, size);
        for (int warm = 0; warm < WARM_UPS; warm++) {
          for (PolicyChange change : PolicyChange.values()) {
            run.run(Way.MODEL_DIFF_RESTORE, change);
          }
        }
        run.rounds(rounds)
            .forEach((series, times) -> System.out.println(run.line(size, series, times)));
      }
    }
  }
}
