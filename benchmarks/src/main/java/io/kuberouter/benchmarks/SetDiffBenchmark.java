package io.kuberouter.benchmarks;

import io.kuberouter.ipset.IpSet;
import io.kuberouter.ipset.IpSets;
import io.kuberouter.ipset.diff.SetDiffPolicy;
import io.kuberouter.ipset.diff.SetDiffer;
import io.kuberouter.ipset.testkit.SetCorpus;
import io.kuberouter.ipset.text.IpSetSaveParser;
import io.kuberouter.ipset.text.SetScript;
import io.kuberouter.text.ParseException;
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
 * One element of a large set comes and one goes: the two commands from two sets that share
 * structure, from two that were read on their own, and the whole set as text anew.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SetDiffBenchmark {

  /** Elements of the set. */
  @Param({"1000", "10000", "100000"})
  public int elements;

  private IpSets from;
  private IpSets to;
  private IpSets readAlone;
  private String saved;

  /** Makes the sets. */
  @Setup
  public void setUp() throws ParseException {
    IpSet set = SetCorpus.hosts("pods", elements);
    from = IpSets.empty().with(set);
    to =
        IpSets.empty()
            .with(
                set.without(SetCorpus.host(elements / 2).parts())
                    .with(SetCorpus.host(elements + 1)));
    saved = SetScript.format(to);
    readAlone = IpSetSaveParser.parseSets(saved);
  }

  /** {@return the commands} */
  @Benchmark
  public String sharedStructure() {
    return SetScript.format(SetDiffer.diff(from, to, SetDiffPolicy.all()).all());
  }

  /** {@return the commands} */
  @Benchmark
  public String readOnTheirOwn() {
    return SetScript.format(SetDiffer.diff(from, readAlone, SetDiffPolicy.all()).all());
  }

  /** {@return the whole set as {@code ipset restore} takes it} */
  @Benchmark
  public String wholeSetPrinted() {
    return SetScript.format(to);
  }

  /** {@return the whole set from the text of {@code ipset save}} */
  @Benchmark
  public IpSets wholeSetParsed() throws ParseException {
    return IpSetSaveParser.parseSets(saved);
  }
}
