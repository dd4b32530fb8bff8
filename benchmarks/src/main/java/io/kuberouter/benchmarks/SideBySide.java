package io.kuberouter.benchmarks;

import io.kuberouter.ipset.IpSet;
import io.kuberouter.ipset.IpSets;
import io.kuberouter.ipset.SetChange;
import io.kuberouter.ipset.diff.SetDiffPolicy;
import io.kuberouter.ipset.diff.SetDiffer;
import io.kuberouter.ipset.exec.IpSetTool;
import io.kuberouter.ipset.exec.ProcessIpSetTool;
import io.kuberouter.ipset.testkit.SetCorpus;
import io.kuberouter.nftables.Chain;
import io.kuberouter.nftables.Command;
import io.kuberouter.nftables.Ruleset;
import io.kuberouter.nftables.Table;
import io.kuberouter.nftables.diff.RulesetDiffer;
import io.kuberouter.nftables.exec.NftTool;
import io.kuberouter.nftables.exec.ProcessNftTool;
import io.kuberouter.nftables.testkit.NftCorpus;
import io.kuberouter.process.ProcessToolRunner;
import io.kuberouter.process.ToolRunner;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Changes of sets and rulesets in the running kernel, each way beside the other, in a network
 * namespace of its own: medians in milliseconds, the tool's process included. As root.
 */
public final class SideBySide {

  private static final int RUNS = 7;

  private final PrintStream out;
  private final ToolRunner inside;

  private SideBySide(PrintStream out, String namespace) {
    this.out = out;
    this.inside = new ProcessToolRunner(List.of("ip", "netns", "exec", namespace), "");
  }

  /** A step that is timed. */
  private interface Step {
    void run() throws IOException;
  }

  /** Prints the two tables. */
  public static void main(String[] arguments) throws IOException {
    ToolRunner outside = new ProcessToolRunner(List.of(), "");
    String namespace = "side-by-side-" + ProcessHandle.current().pid();
    ToolRunner.Result made = outside.run(List.of("ip", "netns", "add", namespace), "");
    if (made.exit() != 0) {
      throw new IOException("no network namespace: " + made.errors());
    }
    try {
      SideBySide run = new SideBySide(System.out, namespace);
      run.sets();
      run.rulesets();
    } finally {
      outside.run(List.of("ip", "netns", "delete", namespace), "");
    }
  }

  private static double median(Step prepare, Step timed) throws IOException {
    double[] times = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      prepare.run();
      long begun = System.nanoTime();
      timed.run();
      times[i] = (System.nanoTime() - begun) / 1e6;
    }
    Arrays.sort(times);
    return times[RUNS / 2];
  }

  private void sets() throws IOException {
    IpSetTool tool = new ProcessIpSetTool(inside);
    out.println("| ipset: elements | changed | delta, ms | fill, swap, destroy, ms |");
    out.println("| --- | --- | --- | --- |");
    for (int elements : new int[] {100, 1_000, 10_000, 50_000}) {
      IpSet set = SetCorpus.hosts("a", elements);
      for (int percent : new int[] {0, 25, 50, 66, 100}) {
        int moved = Math.max(1, elements / 100 * percent / 2);
        IpSet wanted = set;
        for (int i = 0; i < moved; i++) {
          wanted = wanted.without(SetCorpus.host(i).parts()).with(SetCorpus.host(elements + i));
        }
        IpSets from = IpSets.empty().with(set);
        IpSets to = IpSets.empty().with(wanted);
        Step prepare =
            () -> {
              tool.apply(SetDiffer.diff(tool.list(), IpSets.empty(), SetDiffPolicy.all()).all());
              tool.apply(SetDiffer.diff(IpSets.empty(), from, SetDiffPolicy.all()).all());
            };
        SetDiffPolicy noSwap = SetDiffPolicy.all().withoutSwaps();
        double delta = median(prepare, () -> tool.apply(SetDiffer.diff(from, to, noSwap).all()));
        double swap = median(prepare, () -> tool.apply(swap(to)));
        out.printf("| %,d | %,d | %.1f | %.1f |%n", elements, 2 * moved, delta, swap);
      }
    }
  }

  /** Fills a second set, whatever the first holds, and swaps. */
  private static List<SetChange> swap(IpSets to) {
    IpSet wanted = to.get("a").orElseThrow();
    List<SetChange> changes = new ArrayList<>();
    changes.add(new SetChange.Create(wanted.definition().named("b")));
    wanted.entries().values().forEach(e -> changes.add(new SetChange.Add("b", e)));
    changes.add(new SetChange.Swap("a", "b"));
    changes.add(new SetChange.Destroy("b"));
    return changes;
  }

  private void rulesets() throws IOException {
    NftTool tool = new ProcessNftTool(inside);
    out.println();
    out.println(
        "| nftables: rules | a pod's rule, by diff, ms | the whole table, ms | list and read, ms |");
    out.println("| --- | --- | --- | --- |");
    for (int pods : new int[] {150, 1_500, 8_000}) {
      Table table = NftCorpus.policy("kube", pods);
      Ruleset wanted = Ruleset.empty().with(table);
      tool.apply(RulesetDiffer.diff(tool.list(), wanted, k -> true).commands());
      Ruleset from = tool.list();
      Ruleset to = shared(from, pods);
      List<Command> whole = new ArrayList<>(List.of(new Command.DeleteTable(table.key())));
      whole.addAll(RulesetDiffer.diff(Ruleset.empty(), to, k -> true).commands());
      Ruleset[] listed = {from};
      Step back =
          () -> {
            tool.apply(RulesetDiffer.diff(tool.list(), wanted, k -> true).commands());
            listed[0] = tool.list();
          };
      double delta =
          median(
              back,
              () ->
                  tool.apply(
                      RulesetDiffer.diff(listed[0], shared(listed[0], pods), k -> true)
                          .commands()));
      double all = median(() -> {}, () -> tool.apply(whole));
      double list = median(() -> {}, tool::list);
      out.printf("| %,d | %.1f | %.1f | %.1f |%n", pods * 6 + 1, delta, all, list);
    }
  }

  /** The listed ruleset without the first rule of a pod: all else is shared. */
  private static Ruleset shared(Ruleset listed, int pods) {
    Table table = listed.tables().values().get(0);
    Chain chain = table.chain("pod-" + pods / 2).orElseThrow();
    return listed.with(
        table.with(chain.withRules(chain.bodies().subList(1, chain.rules().size()))));
  }
}
