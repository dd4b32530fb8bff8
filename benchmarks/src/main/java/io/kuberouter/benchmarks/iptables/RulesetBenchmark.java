package io.kuberouter.benchmarks.iptables;

import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.diff.Ownership;
import io.kuberouter.iptables.diff.RulesetDiff;
import io.kuberouter.iptables.diff.RulesetDiffer;
import io.kuberouter.iptables.testkit.RulesetCorpus;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.iptables.text.SaveParser;
import io.kuberouter.iptables.text.SaveWriter;
import io.kuberouter.text.ParseException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * How fast is a filter table of network policies read and printed, and how fast are ten changed
 * rules found in it: in two texts read on their own, and in a model and its edited copy? A rule is
 * 120 bytes of text.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RulesetBenchmark {

  /** About how many rules. */
  @Param({"1000", "10000", "50000", "200000"})
  public int rules;

  private String text = "";
  private Ruleset ruleset;
  private Ruleset edited;
  private Ruleset apart;

  /** Makes the table, its text, a copy with ten rules changed, and that copy read on its own. */
  @Setup
  public void setUp() throws ParseException {
    ruleset = new RulesetCorpus(IpFamily.IPV4, 1).policies(rules);
    text = SaveWriter.write(ruleset);
    Rule drop = RuleText.parse(IpFamily.IPV4, "-j DROP");
    List<Chain> chains = ruleset.table("filter").orElseThrow().chains().values();
    edited = ruleset;
    for (int i = 1; i < 10; i++) {
      Chain chain = chains.get(5 + i * (chains.size() - 6) / 10);
      edited = edited.with("filter", chain.withRules(chain.rules().with(1, drop)));
    }
    Chain jumps = edited.chain("filter", "KUBE-ROUTER-FORWARD").orElseThrow();
    edited =
        edited.with("filter", jumps.withRules(jumps.rules().with(jumps.rules().size() / 2, drop)));
    apart = SaveParser.parse(IpFamily.IPV4, SaveWriter.write(edited));
  }

  /** {@return the table, read} */
  @Benchmark
  public Ruleset parse() throws ParseException {
    return SaveParser.parse(IpFamily.IPV4, text);
  }

  /** {@return its text} */
  @Benchmark
  public String print() {
    return SaveWriter.write(ruleset);
  }

  /** {@return the ten changes, found by comparing all rules} */
  @Benchmark
  public RulesetDiff diffReadApart() {
    return RulesetDiffer.diff(ruleset, apart, Ownership.ofEverything());
  }

  /** {@return the ten changes, found by what the copies do not share} */
  @Benchmark
  public RulesetDiff diffShared() {
    return RulesetDiffer.diff(ruleset, edited, Ownership.ofEverything());
  }
}
