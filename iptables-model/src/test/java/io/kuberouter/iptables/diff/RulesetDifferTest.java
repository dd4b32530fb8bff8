package io.kuberouter.iptables.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.exec.Backend;
import io.kuberouter.iptables.restore.CommandWriter;
import io.kuberouter.iptables.restore.ReadableDiff;
import io.kuberouter.iptables.restore.RestoreScriptWriter;
import io.kuberouter.iptables.testkit.FakeNetfilter;
import io.kuberouter.iptables.testkit.RulesetCorpus;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.iptables.text.SaveParser;
import io.kuberouter.iptables.text.SaveWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RulesetDifferTest {

  private static Ruleset ruleset(String... lines) throws Exception {
    return SaveParser.parse(IpFamily.IPV4, "*filter\n" + String.join("\n", lines) + "\nCOMMIT\n");
  }

  private static String script(Ruleset from, Ruleset to, Ownership ownership) {
    return RestoreScriptWriter.write(RulesetDiffer.diff(from, to, ownership)).text();
  }

  @Test
  void whatIsOursChangesAndNothingElse() throws Exception {
    Ruleset from =
        ruleset(
            ":INPUT ACCEPT [1:2]",
            ":DOCKER - [0:0]",
            ":KUBE-A - [0:0]",
            ":KUBE-OLD - [0:0]",
            "-A INPUT -j DOCKER",
            "-A INPUT -j KUBE-OLD",
            "-A DOCKER -j RETURN",
            "-A KUBE-A -p tcp -j ACCEPT",
            "-A KUBE-OLD -j KUBE-A");
    Ruleset to =
        ruleset(
            ":INPUT DROP [0:0]",
            ":KUBE-A - [0:0]",
            ":KUBE-B - [0:0]",
            ":OTHER - [0:0]",
            "-A INPUT -j KUBE-A",
            "-A INPUT -p udp -j OTHER",
            "-A KUBE-A -p udp -j ACCEPT",
            "-A KUBE-A -j KUBE-B",
            "-A KUBE-B -j DROP");
    RulesetDiff diff = RulesetDiffer.diff(from, to, Ownership.ofPrefix("KUBE-"));
    assertThat(RestoreScriptWriter.write(diff).text())
        .isEqualTo(
            """
            *filter
            :KUBE-B - [0:0]
            -A KUBE-B -j DROP
            -I INPUT 1 -j KUBE-A
            -D INPUT 3
            -D KUBE-A 1
            -A KUBE-A -p udp -j ACCEPT
            -A KUBE-A -j KUBE-B
            -F KUBE-OLD
            -X KUBE-OLD
            COMMIT
            """);
    assertThat(ReadableDiff.write(diff))
        .isEqualTo(
            """
            *filter
            + :KUBE-B
            + KUBE-B 1 -j DROP
            + INPUT 1 -j KUBE-A
            - INPUT 3 -j KUBE-OLD
            - KUBE-A 1 -p tcp -j ACCEPT
            + KUBE-A 1 -p udp -j ACCEPT
            + KUBE-A 2 -j KUBE-B
            - :KUBE-OLD
            """);
    assertThat(CommandWriter.write(diff))
        .startsWith("iptables -t filter -N KUBE-B", "iptables -t filter -A KUBE-B -j DROP")
        .endsWith("iptables -t filter -F KUBE-OLD", "iptables -t filter -X KUBE-OLD");
    assertThat(diff.ruleEdits()).isEqualTo(6);
  }

  @Test
  void anEqualChainOfAnotherNameIsRenamedAndJumpsFollow() throws Exception {
    Ruleset from =
        ruleset(
            ":INPUT ACCEPT [0:0]",
            ":KUBE-1 - [0:0]",
            "-A INPUT -s 10.0.0.1/32 -j KUBE-1",
            "-A KUBE-1 -p tcp -j ACCEPT");
    Ruleset to =
        ruleset(
            ":INPUT ACCEPT [0:0]",
            ":KUBE-2 - [0:0]",
            "-A INPUT -s 10.0.0.1/32 -j KUBE-2",
            "-A KUBE-2 -p tcp -j ACCEPT");
    assertThat(script(from, to, Ownership.ofPrefix("KUBE-")))
        .isEqualTo("*filter\n-E KUBE-1 KUBE-2\nCOMMIT\n");
    assertThat(script(from, to, Ownership.ofPrefix("KUBE-1")))
        .as("the other name is not ours to give")
        .doesNotContain("KUBE-2");
  }

  @Test
  void policiesAreOursOrNot() throws Exception {
    Ruleset from = ruleset(":INPUT ACCEPT [7:7]");
    Ruleset to = ruleset(":INPUT DROP [0:0]");
    assertThat(script(from, to, Ownership.ofEverything()))
        .isEqualTo("*filter\n-P INPUT DROP\nCOMMIT\n");
    assertThat(script(from, to, Ownership.ofPrefix("KUBE-"))).isEmpty();
    assertThat(script(from, from, Ownership.ofEverything())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void seededPairsOnTheFake(IpFamily family) throws Exception {
    Ownership ownership = Ownership.ofPrefix(RulesetCorpus.PREFIX);
    for (int seed = 0; seed < 400; seed++) {
      RulesetCorpus corpus = new RulesetCorpus(family, seed);
      Ruleset a = corpus.small();
      Ruleset b = seed % 2 == 0 ? corpus.small() : corpus.edited(a, 1 + seed % 5);
      FakeNetfilter kernel = new FakeNetfilter(Backend.NFT);
      RulesetDiff load = RulesetDiffer.diff(kernel.ruleset(family), a, ownership);
      kernel.restore(family, RestoreScriptWriter.write(load));
      assertThat(sorted(kernel.ruleset(family))).as("seed " + seed).isEqualTo(sorted(a));
      RulesetDiff diff = RulesetDiffer.diff(kernel.ruleset(family), b, ownership);
      kernel.restore(family, RestoreScriptWriter.write(diff));
      assertThat(sorted(kernel.ruleset(family))).as("seed " + seed).isEqualTo(sorted(b));
      assertThat(RulesetDiffer.diff(kernel.ruleset(family), b, ownership).isEmpty()).isTrue();
      assertThat(SaveParser.parse(family, SaveWriter.write(b))).isEqualTo(b);
    }
  }

  private static Map<String, List<Rule>> sorted(Ruleset ruleset) {
    Map<String, List<Rule>> chains = new TreeMap<>();
    ruleset
        .tables()
        .forEach(
            (name, table) ->
                table.chains().values().stream()
                    .filter(c -> c.policy().isEmpty() || !c.rules().isEmpty())
                    .forEach(c -> chains.put(name + " " + c.name(), List.copyOf(c.rules()))));
    return chains;
  }

  @Test
  void sharedModelsAreComparedByTheirDifferenceAlone() throws Exception {
    Ruleset a = new RulesetCorpus(IpFamily.IPV4, 1).policies(50_000);
    Ruleset b = a;
    List<Chain> chains = a.table("filter").orElseThrow().chains().values();
    Rule rule = RuleText.parse(IpFamily.IPV4, "-j DROP");
    for (int i = 0; i < 10; i++) {
      Chain chain = chains.get(100 + 500 * i);
      b = b.with("filter", chain.withRules(chain.rules().inserted(1, rule)));
    }
    Chain jumps = a.chain("filter", "KUBE-ROUTER-FORWARD").orElseThrow();
    b = b.with("filter", jumps.withRules(jumps.rules().inserted(3000, rule).removed(10)));
    RulesetDiff warm = RulesetDiffer.diff(a, b, Ownership.ofEverything());
    assertThat(warm.ruleEdits()).isEqualTo(12);
    Ruleset other = SaveParser.parse(IpFamily.IPV4, SaveWriter.write(b));
    assertThat(RulesetDiffer.diff(a, other, Ownership.ofEverything()).ruleEdits()).isEqualTo(12);
    long all = best(5, a, other);
    assertThat(best(1000, a, b))
        .as("nanoseconds, of %d", all)
        .isLessThan(all / 20)
        .isLessThan(1_000_000);
  }

  private static long best(int times, Ruleset from, Ruleset to) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      RulesetDiffer.diff(from, to, Ownership.ofEverything());
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }

  @Test
  void whatTheToolListsButDoesNotTakeIsSpelledAsItTakesIt() throws Exception {
    Ruleset from = ruleset(":INPUT ACCEPT [0:0]");
    Ruleset to =
        ruleset(
            ":INPUT ACCEPT [0:0]",
            "-A INPUT -m rateest --rateest RE1 ! --rateest-gt --rateest-bps 1000bit ! --rateest-gt"
                + " --rateest-pps 5 -j ACCEPT",
            "-A INPUT -m rateest --rateest RE1 --rateest-lt --rateest-pps 5",
            "-A INPUT -j LED --led-trigger-id \"x\" --led-delay -1");
    assertThat(script(from, to, Ownership.ofEverything()))
        .contains(
            "-m rateest --rateest RE1 ! --rateest-gt --rateest-bps 1000bit --rateest-pps 5 -j ACCEPT\n",
            "-m rateest --rateest RE1 --rateest-lt --rateest-pps 5\n",
            "-j LED --led-trigger-id \"x\" --led-delay 4294967295\n");
  }
}
