package io.kuberouter.ipset;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.ipset.canonical.SetCanonicalizer;
import io.kuberouter.ipset.diff.SetDiff;
import io.kuberouter.ipset.diff.SetDiffPolicy;
import io.kuberouter.ipset.diff.SetDiffer;
import io.kuberouter.ipset.exec.IpSetTool;
import io.kuberouter.ipset.exec.ProcessIpSetTool;
import io.kuberouter.ipset.testkit.SetCorpus;
import io.kuberouter.process.TestNamespace;
import io.kuberouter.process.ToolRunner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract, and seeded changes of sets, with {@code ipset} and the running kernel. */
class KernelIpSetTest extends IpSetToolContract {

  /** Seeded pairs of states: {@code -Dnetfilter.pairs=N} for more. */
  private static final int PAIRS = Integer.getInteger("netfilter.pairs", 40);

  private static final int SEED = Integer.getInteger("netfilter.seed", 11);

  private TestNamespace namespace;
  private IpSetTool tool;

  @BeforeEach
  void makeNamespace() throws Exception {
    namespace = new TestNamespace("ipset", "version");
    tool = new ProcessIpSetTool(namespace.runner());
  }

  @AfterEach
  void removeNamespace() throws Exception {
    if (namespace != null) {
      namespace.close();
    }
  }

  @Override
  IpSetTool tool() {
    return tool;
  }

  private boolean supports(SetType type) throws Exception {
    List<String> create = new ArrayList<>(List.of("ipset", "create", "probe", type.name()));
    if (type.isBitmap()) {
      create.addAll(List.of("range", type.name().equals("bitmap:port") ? "0-9" : "10.0.0.0/24"));
    }
    ToolRunner.Result result = namespace.runner().run(create, "");
    if (result.exit() == 0) {
      namespace.run("", "ipset", "destroy", "probe");
    }
    return result.exit() == 0;
  }

  static Stream<SetType> types() {
    return SetType.ALL.stream();
  }

  /** What is compared, in the order of names. */
  private static String compared(IpSets sets) {
    StringBuilder out = new StringBuilder();
    sets.sets().stream()
        .sorted(Comparator.comparing(IpSet::name))
        .forEach(
            set -> {
              out.append(
                  set.definition().text().replaceAll(" (hashsize|initval|bucketsize) \\S+", ""));
              Stream<String> lines =
                  set.entries().values().stream()
                      .map(e -> e.line().replaceAll("timeout [1-9]\\d*", "timeout some"));
              (set.definition().type().isList() ? lines : lines.sorted())
                  .forEach(line -> out.append("\n ").append(line));
              out.append('\n');
            });
    return out.toString();
  }

  private static IpSets sorted(IpSets sets) {
    IpSets result = IpSets.empty();
    for (IpSet set : sets.sets()) {
      result = result.with(set.defined(SetCanonicalizer.definition(ordered(set.definition()))));
    }
    return result;
  }

  private static SetDefinition ordered(SetDefinition set) {
    List<SetOption> options = new ArrayList<>(set.options());
    options.sort(Comparator.comparing(SetOption::text));
    return new SetDefinition(set.name(), set.type(), options);
  }

  @ParameterizedTest
  @MethodSource("types")
  void seededStatesBecomeEachOtherForEveryType(SetType type) throws Exception {
    Assumptions.assumeTrue(supports(type), "this kernel has no " + type.name());
    Assumptions.assumeFalse(type.isList(), "lists need members: see allTypesTogether");
    pairs(new SetCorpus(type.name().hashCode() + SEED, List.of(type)), Math.max(1, PAIRS / 10));
  }

  @Test
  void allTypesTogether() throws Exception {
    List<SetType> supported = new ArrayList<>();
    for (SetType type : SetType.ALL) {
      if (supports(type)) {
        supported.add(type);
      }
    }
    assertThat(supported).isNotEmpty();
    pairs(new SetCorpus(SEED, supported), PAIRS);
  }

  private void apply(SetDiff diff) {
    try {
      tool.apply(diff.all());
    } catch (IOException e) {
      throw new AssertionError(diff.text(), e);
    }
  }

  private void pairs(SetCorpus corpus, int count) throws Exception {
    run("create foreign hash:ip timeout 0\nadd foreign 10.9.9.9");
    String foreign = namespace.run("", "ipset", "save", "foreign");
    SetDiffPolicy ours = SetDiffPolicy.ofPrefix("S-");
    for (int pair = 0; pair < count; pair++) {
      IpSets a = corpus.sets("S-", 5, 12);
      IpSets b = corpus.changed(a, "S-", 12);
      apply(SetDiffer.diff(tool.list(), a, ours));
      IpSets seen = tool.list();
      assertThat(compared(sorted(seen.without("foreign"))))
          .as("pair %d, first", pair)
          .isEqualTo(compared(sorted(a)));
      SetDiff diff = SetDiffer.diff(a, b, ours);
      apply(diff);
      seen = tool.list();
      assertThat(compared(sorted(seen.without("foreign"))))
          .as("pair %d, after%n%s", pair, diff.text())
          .isEqualTo(compared(sorted(b)));
      assertThat(SetDiffer.diff(seen, b, ours).text()).as("pair %d, again", pair).isEmpty();
      assertThat(namespace.run("", "ipset", "save", "foreign")).isEqualTo(foreign);
    }
  }
}
