package io.kuberouter.sync.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.diff.ChainDiffer;
import io.kuberouter.iptables.diff.Edit;
import io.kuberouter.iptables.diff.TableChange;
import io.kuberouter.iptables.exec.IptablesTool;
import io.kuberouter.iptables.exec.ProcessIptablesTool;
import io.kuberouter.iptables.restore.RestoreScriptWriter;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.iptables.text.SaveParser;
import io.kuberouter.process.ProcessToolRunner;
import io.kuberouter.process.ToolRunner;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.PlanStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Edits that the running kernel refuses in part: whatever else was asked for is there. */
class PiecewiseEditTest {

  private final String namespace = "pieces-" + ProcessHandle.current().pid();
  private final ToolRunner runner =
      new ProcessToolRunner(
          List.of("ip", "netns", "exec", namespace),
          System.getenv().getOrDefault("PATH", "/usr/bin"));
  private IptablesTool tools;
  private int restores;

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  @BeforeEach
  void makeNamespace() throws Exception {
    Assumptions.assumeTrue(
        run("ip", "netns", "add", namespace) == 0, "may not make a network namespace: not root");
    tools = ProcessIptablesTool.detect(runner);
  }

  @AfterEach
  void removeNamespace() throws Exception {
    run("ip", "netns", "del", namespace);
  }

  private static List<Rule> rules(IpFamily family, List<String> texts) throws Exception {
    List<Rule> rules = new ArrayList<>();
    for (String text : texts) {
      rules.add(RuleText.parse(family, text));
    }
    return rules;
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void onlyTheRefusedRulesAreMissing(IpFamily family) throws Exception {
    Observed observed = new Observed();
    Map<String, List<Edit>> edits = new HashMap<>();
    Map<ChainKey, List<Rule>> expected = new HashMap<>();
    Random random = new Random(20261124);
    for (String name : List.of("KUBE-A", "KUBE-B", "KUBE-C")) {
      ChainKey chain = new ChainKey(family, "filter", name);
      List<String> from = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        from.add("-p tcp -m tcp --dport " + (100 + i) + " -j ACCEPT");
      }
      List<Rule> there = rules(family, from);
      TableChange create =
          new TableChange(
              "filter", List.of(name), Map.of(name, ChainDiffer.diff(List.of(), there)), List.of());
      assertThat(apply(family, create, observed)).isEmpty();

      List<String> to = new ArrayList<>(from);
      for (int i = 0; i < 16; i++) {
        if (i % 4 == 0) {
          to.remove(random.nextInt(to.size()));
        } else {
          boolean refused = name.equals("KUBE-B") && i % 3 == 0;
          to.add(
              random.nextInt(to.size() + 1),
              "-p udp -m udp --dport " + (1000 + i) + " -j " + (refused ? "ABSENT" : "DROP"));
        }
      }
      List<String> accepted = to.stream().filter(t -> !t.contains("ABSENT")).toList();
      edits.put(name, ChainDiffer.diff(there, rules(family, to)));
      expected.put(chain, rules(family, accepted));
    }
    long bad =
        edits.get("KUBE-B").stream()
            .filter(e -> e instanceof Edit.Insert i && RuleText.format(i.rule()).contains("ABSENT"))
            .count();
    assertThat(bad).isGreaterThan(1);

    TableChange change = new TableChange("filter", List.of("KUBE-D"), edits, List.of());
    int before = restores;
    List<PiecewiseEdit.Refusal> refusals = apply(family, change, observed);

    assertThat(refusals).hasSize((int) bad);
    assertThat(restores - before)
        .as(
            "a chain made, two taken whole; of the third, two more for each refused rule that is named")
        .isLessThanOrEqualTo(4 + 2 * (int) bad);
    assertThat(refusals)
        .allSatisfy(
            refusal -> {
              assertThat(refusal.chain()).isEqualTo("KUBE-B");
              assertThat(refusal.message()).contains("-j ABSENT");
            });
    var kernel = SaveParser.parse(family, tools.save(family));
    expected.forEach(
        (chain, rules) -> {
          assertThat(kernel.rules("filter", chain.chain())).isEqualTo(rules);
          assertThat(observed.chain(chain)).contains(rules);
        });
    assertThat(kernel.chain("filter", "KUBE-D")).isPresent();
  }

  private List<PiecewiseEdit.Refusal> apply(IpFamily family, TableChange change, Observed observed)
      throws Exception {
    return PiecewiseEdit.apply(
        new PlanStep.EditTable(family, change, Map.of(), Map.of(), Map.of(), Set.of()),
        observed,
        piece -> {
          restores++;
          tools.restore(family, RestoreScriptWriter.script(List.of(piece)));
        });
  }
}
