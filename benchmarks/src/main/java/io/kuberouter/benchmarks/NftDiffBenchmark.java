package io.kuberouter.benchmarks;

import io.kuberouter.nftables.Chain;
import io.kuberouter.nftables.Expression;
import io.kuberouter.nftables.NamedSet;
import io.kuberouter.nftables.Rule;
import io.kuberouter.nftables.Ruleset;
import io.kuberouter.nftables.SetElement;
import io.kuberouter.nftables.Table;
import io.kuberouter.nftables.Verdict;
import io.kuberouter.nftables.diff.RulesetDiffer;
import io.kuberouter.nftables.json.JsonWriter;
import io.kuberouter.nftables.listing.JsonScript;
import io.kuberouter.nftables.listing.ListingParser;
import io.kuberouter.nftables.testkit.FakeNftables;
import io.kuberouter.nftables.testkit.NftCorpus;
import io.kuberouter.text.ParseException;
import java.io.IOException;
import java.util.ArrayList;
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
 * A rule of one pod and an element of the verdict map change: the transaction from two rulesets
 * that share structure, from two that were read on their own, and the whole table as text anew.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class NftDiffBenchmark {

  /** Pods of the table: a chain of six rules each. */
  @Param({"150", "1500", "8000"})
  public int pods;

  private Ruleset from;
  private Ruleset to;
  private Ruleset readAlone;
  private String listing;

  /** Makes the rulesets. */
  @Setup
  public void setUp() throws IOException, ParseException {
    FakeNftables fake = new FakeNftables();
    Ruleset wanted = Ruleset.empty().with(NftCorpus.policy("kube", pods));
    fake.apply(RulesetDiffer.diff(Ruleset.empty(), wanted, k -> true).commands());
    from = fake.list();
    Table table = from.tables().values().get(0);
    Chain chain = table.chain("pod-" + pods / 2).orElseThrow();
    List<Rule> rules = new ArrayList<>(chain.bodies());
    rules.remove(3);
    NamedSet map = table.set("pods").orElseThrow();
    to =
        Ruleset.empty()
            .with(
                table
                    .with(chain.withRules(rules))
                    .with(
                        map.with(
                            SetElement.of(
                                new Expression.Value("192.0.2.1"),
                                Verdict.jump("pod-" + pods / 2)))));
    listing = JsonWriter.format(JsonScript.listing(to));
    readAlone = ListingParser.parse(listing);
  }

  /** {@return the transaction} */
  @Benchmark
  public String sharedStructure() {
    return RulesetDiffer.diff(from, to, k -> true).text();
  }

  /** {@return the transaction} */
  @Benchmark
  public String readOnTheirOwn() {
    return RulesetDiffer.diff(from, readAlone, k -> true).text();
  }

  /** {@return the whole table as {@code nft -f} takes it} */
  @Benchmark
  public String wholeTablePrinted() {
    return RulesetDiffer.diff(Ruleset.empty(), to, k -> true).text();
  }

  /** {@return the whole table from the JSON of {@code nft -j list ruleset}} */
  @Benchmark
  public Ruleset wholeTableParsed() throws ParseException {
    return ListingParser.parse(listing);
  }
}
