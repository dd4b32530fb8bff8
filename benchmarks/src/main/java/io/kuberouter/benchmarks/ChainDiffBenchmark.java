package io.kuberouter.benchmarks;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.diff.ChainDiffer;
import io.kuberouter.iptables.diff.TableChange;
import io.kuberouter.iptables.restore.RestoreScriptWriter;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * One rule of a long chain changes: the fewest edits as a restore script, beside writing the whole
 * chain anew, as agents do that restore everything. What the kernel then does with the script is
 * not in it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ChainDiffBenchmark {

  /** Rules of the chain. */
  @Param({"100", "1000", "10000"})
  public int rules;

  private List<Rule> from;
  private List<Rule> to;

  /** Makes the chain. */
  @Setup
  public void setUp() throws ParseException {
    from = new ArrayList<>();
    for (int i = 0; i < rules; i++) {
      from.add(rule(i, "ACCEPT"));
    }
    to = new ArrayList<>(from);
    to.set(rules / 2, rule(rules / 2, "DROP"));
  }

  private static Rule rule(int number, String target) throws ParseException {
    return RuleText.parse(
        IpFamily.IPV4,
        "-d 10.%d.%d.%d/32 -p tcp -m tcp --dport 80 -j %s"
            .formatted(number >> 16, number >> 8 & 255, number & 255, target));
  }

  /** {@return the script} */
  @Benchmark
  public String fewestEdits() {
    return RestoreScriptWriter.write(
        List.of(
            new TableChange(
                "filter", List.of(), Map.of("C", ChainDiffer.diff(from, to)), List.of())));
  }

  /** {@return the script} */
  @Benchmark
  public String wholeChain() {
    StringBuilder out = new StringBuilder("*filter\n:C - [0:0]\n");
    for (Rule rule : to) {
      out.append("-A C ").append(RuleText.format(rule)).append('\n');
    }
    return out.append("COMMIT\n").toString();
  }
}
