package io.kuberouter.iptables.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.ChainPolicy;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.RuleCounters;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.RulesetBuilder;
import io.kuberouter.iptables.TypedRules;
import io.kuberouter.iptables.canonical.Canonicalizer;
import io.kuberouter.iptables.exec.Backend;
import io.kuberouter.iptables.exec.KernelNamespace;
import io.kuberouter.iptables.restore.ReadableDiff;
import io.kuberouter.iptables.restore.RestoreScriptWriter;
import io.kuberouter.iptables.testkit.RulesetCorpus;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.iptables.text.SaveFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Seeded pairs on the running kernel: load a, apply the difference to b, and what is saved is b;
 * once more, and there is no difference; what others loaded stays to the letter. How many pairs:
 * {@code -Diptables.pairs=2000}.
 */
class KernelDiffPropertyTest {

  private static final int PAIRS = Integer.getInteger("iptables.pairs", 15);
  private static final int FIRST_SEED = Integer.getInteger("iptables.seed", 0);

  private static final String FOREIGN =
      """
      *filter
      :DOCKER - [0:0]
      -A FORWARD -o docker0 -j DOCKER
      -A DOCKER -d 172.17.0.2/32 -p tcp -m tcp --dport 80 -m comment --comment "not ours" -j ACCEPT
      -A FORWARD -p udp -j ACCEPT
      COMMIT
      """;

  /** For the rules that ask for a rate. */
  private static final String ESTIMATOR =
      "*filter\n:RR -\n:C -\n-A RR -j RATEEST --rateest-name RE1 --rateest-interval 250ms"
          + " --rateest-ewmalog 500ms\nCOMMIT\n";

  private static final String SENDER =
      "use Socket; socket(S, AF_INET, SOCK_DGRAM, 17);"
          + " send(S, 'x', 0, sockaddr_in(9, inet_aton('127.0.0.2'))) for 1..3;";

  private static Map<String, List<Rule>> rules(Ruleset ruleset, boolean ours) {
    Map<String, List<Rule>> chains = new TreeMap<>();
    ruleset
        .tables()
        .forEach(
            (name, table) -> {
              for (Chain chain : table.chains().values()) {
                boolean own = chain.name().startsWith(RulesetCorpus.PREFIX);
                List<Rule> rules =
                    chain.rules().stream()
                        .filter(
                            r ->
                                (own || r.chain().orElse("").startsWith(RulesetCorpus.PREFIX))
                                    == ours)
                        .toList();
                if (!rules.isEmpty() || (own && ours)) {
                  chains.put(name + " " + chain.name(), rules);
                }
              }
            });
    return chains;
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void seededPairs(Backend backend) throws Exception {
    Ownership ownership = Ownership.ofPrefix(RulesetCorpus.PREFIX);
    try (KernelNamespace namespace = new KernelNamespace(backend)) {
      for (IpFamily family : IpFamily.values()) {
        String foreign =
            family == IpFamily.IPV4 ? FOREIGN : FOREIGN.replace("172.17.0.2/32", "fd00::2/128");
        assertThat(namespace.restore(family, foreign)).isEmpty();
        Map<String, List<Rule>> others = rules(namespace.saved(family), false);
        Ruleset loaded = namespace.saved(family);
        for (int seed = FIRST_SEED; seed < FIRST_SEED + PAIRS; seed++) {
          RulesetCorpus corpus = new RulesetCorpus(family, seed);
          Ruleset a = corpus.small();
          Ruleset b = seed % 2 == 0 ? corpus.small() : corpus.edited(a, 1 + seed % 5);
          for (Ruleset wanted : List.of(a, b)) {
            RulesetDiff diff = RulesetDiffer.diff(loaded, wanted, ownership);
            namespace.tool().restore(family, RestoreScriptWriter.write(diff));
            String saved = namespace.tool().save(family);
            SaveFile file = SaveFile.parse(family, saved);
            assertThat(file.print()).isEqualTo(saved);
            loaded = file.ruleset();
            assertThat(rules(loaded, true)).as("seed " + seed).isEqualTo(rules(wanted, true));
            assertThat(RulesetDiffer.diff(loaded, wanted, ownership).changes()).isEmpty();
            assertThat(rules(loaded, false)).as("seed " + seed).isEqualTo(others);
          }
        }
      }
    }
  }

  /** The chains of {@code typed.txt} with some of its rules, as typed, in any order. */
  private static Ruleset some(IpFamily family, List<TypedRules> typed, Random random)
      throws Exception {
    List<TypedRules> rules = new ArrayList<>(typed);
    Collections.shuffle(rules, random);
    RulesetBuilder builder = new RulesetBuilder(family);
    for (TypedRules rule : rules) {
      builder.policy(rule.table(), rule.chain(), ChainPolicy.ACCEPT);
      if (random.nextInt(8) == 0) {
        builder.rule(rule.table(), rule.chain(), RuleText.parse(family, rule.typed()));
      }
    }
    return Canonicalizer.canonical(builder.build());
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void pairsOfEveryMatchAndTarget(Backend backend) throws Exception {
    int changes = 0;
    for (IpFamily family : IpFamily.values()) {
      List<TypedRules> typed =
          TypedRules.all().stream().filter(rule -> rule.family() == family).toList();
      try (KernelNamespace namespace = new KernelNamespace(backend)) {
        String inet = family == IpFamily.IPV4 ? "inet" : "inet6";
        namespace.run("", "ipset", "create", "testset", "hash:ip,port", "family", inet, "counters");
        assertThat(namespace.restore(family, ESTIMATOR)).isEmpty();
        Ownership typedChains = ownership(typed);
        Ruleset loaded = namespace.saved(family);
        for (int seed = FIRST_SEED; seed < FIRST_SEED + PAIRS; seed++) {
          Ruleset wanted = some(family, typed, new Random(seed));
          RulesetDiff diff = RulesetDiffer.diff(loaded, wanted, typedChains);
          changes += diff.ruleEdits();
          namespace.tool().restore(family, RestoreScriptWriter.write(diff));
          String saved = namespace.tool().save(family);
          SaveFile file = SaveFile.parse(family, saved);
          assertThat(file.print()).isEqualTo(saved);
          loaded = file.ruleset();
          RulesetDiff left = RulesetDiffer.diff(loaded, wanted, typedChains);
          assertThat(ReadableDiff.write(left)).as("seed " + seed).isEmpty();
        }
      }
    }
    assertThat(changes).isGreaterThan(PAIRS * 40);
  }

  private static Ownership ownership(List<TypedRules> typed) {
    Set<String> chains = new HashSet<>();
    typed.forEach(rule -> chains.add(rule.table() + " " + rule.chain()));
    return new Ownership() {
      @Override
      public boolean chain(String table, String chain) {
        return chains.contains(table + " " + chain);
      }

      @Override
      public boolean rule(String table, String chain, Rule rule) {
        return false;
      }
    };
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void countersOfRulesThatStaySurvive(Backend backend) throws Exception {
    try (KernelNamespace namespace = new KernelNamespace(backend)) {
      String text =
          """
          *filter
          :GEN-A - [0:0]
          -A OUTPUT -j GEN-A
          -A GEN-A -d 127.0.0.1/32 -p udp
          -A GEN-A -d 127.0.0.2/32 -p udp
          COMMIT
          """;
      assertThat(namespace.restore(IpFamily.IPV4, text)).isEmpty();
      namespace.run("", "perl", "-e", SENDER);
      Ruleset before = namespace.saved(IpFamily.IPV4);
      Chain chain = before.chain("filter", "GEN-A").orElseThrow();
      Ruleset wanted =
          before.with("filter", chain.withRules(chain.rules().removed(0)).withName("GEN-A"));
      RulesetDiff diff = RulesetDiffer.diff(before, wanted, Ownership.ofPrefix("GEN-"));
      namespace.tool().restore(IpFamily.IPV4, RestoreScriptWriter.write(diff));
      Optional<RuleCounters> counters =
          namespace.saved(IpFamily.IPV4).chain("filter", "GEN-A").orElseThrow().ruleCounters();
      assertThat(counters).isPresent();
      assertThat(counters.get().get(0).packets()).isGreaterThanOrEqualTo(2);
      wanted = wanted.without("filter", "GEN-A").with("filter", renamed(wanted));
      namespace
          .tool()
          .restore(
              IpFamily.IPV4,
              RestoreScriptWriter.write(
                  RulesetDiffer.diff(
                      namespace.saved(IpFamily.IPV4), jumps(wanted), Ownership.ofPrefix("GEN-"))));
      Chain after = namespace.saved(IpFamily.IPV4).chain("filter", "GEN-B").orElseThrow();
      assertThat(after.ruleCounters().orElseThrow().get(0).packets()).isGreaterThanOrEqualTo(2);
      assertThat(namespace.saved(IpFamily.IPV4).chain("filter", "GEN-A")).isEmpty();
    }
  }

  private static Chain renamed(Ruleset ruleset) {
    return ruleset.chain("filter", "GEN-A").orElseThrow().withName("GEN-B");
  }

  private static Ruleset jumps(Ruleset ruleset) throws Exception {
    Chain output = ruleset.chain("filter", "OUTPUT").orElseThrow();
    return ruleset.with(
        "filter", output.withRules(List.of(RuleText.parse(IpFamily.IPV4, "-j GEN-B"))));
  }
}
