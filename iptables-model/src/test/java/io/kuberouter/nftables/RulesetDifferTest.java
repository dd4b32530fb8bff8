package io.kuberouter.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.nftables.diff.RulesetDiff;
import io.kuberouter.nftables.diff.RulesetDiffer;
import io.kuberouter.nftables.json.JsonReader;
import io.kuberouter.nftables.testkit.FakeNftables;
import io.kuberouter.nftables.testkit.NftCorpus;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RulesetDifferTest {

  private static final TableKey KEY = new TableKey(Family.INET, "t");
  private final FakeNftables fake = new FakeNftables();

  private static Rule port(int port) {
    return Rule.of(
        new Statement.Match(new Expression.Payload("tcp", "dport"), new Expression.Numeral(port)),
        Verdict.ACCEPT);
  }

  private static Table table(Integer... ports) {
    Chain chain =
        Chain.base(
            "c",
            Hook.of("filter", "forward", 0),
            List.of(ports).stream().map(RulesetDifferTest::port).toArray(Rule[]::new));
    return Table.empty(Family.INET, "t").with(chain);
  }

  private String diff(Table to) throws Exception {
    RulesetDiff diff = RulesetDiffer.diff(fake.list(), Ruleset.empty().with(to), KEY::equals);
    fake.apply(diff.commands());
    assertThat(RulesetDiffer.diff(fake.list(), Ruleset.empty().with(to), KEY::equals).commands())
        .isEmpty();
    return diff.text();
  }

  @Test
  void rulesThatStayAreNotTouched() throws Exception {
    diff(table(1, 2, 3, 4));
    assertThat(diff(table(1, 2, 5, 3, 4)))
        .isEqualTo("insert rule inet t c handle 3 tcp dport 5 accept\n");
    assertThat(diff(table(1, 5, 3, 4, 6)))
        .isEqualTo("delete rule inet t c handle 2\nadd rule inet t c tcp dport 6 accept\n");
    assertThat(diff(table(1, 7, 3, 4, 6)))
        .isEqualTo("replace rule inet t c handle 5 tcp dport 7 accept\n");
    assertThat(diff(table(4, 6, 1)))
        .isEqualTo(
            """
            delete rule inet t c handle 1
            delete rule inet t c handle 7
            delete rule inet t c handle 3
            add rule inet t c tcp dport 1 accept
            """);
    assertThat(diff(table(4, 6, 1))).isEmpty();
  }

  @Test
  void whatIsCountedIsNoDifferenceNorIsTheWayItIsWritten() throws Exception {
    Rule typed =
        Rule.of(
            new Statement.Match(new Expression.Meta("l4proto"), new Expression.Value("tcp")),
            new Statement.Match(
                new Expression.Payload("tcp", "dport"),
                new Expression.SetLiteral(
                    List.of(new Expression.Numeral(80), new Expression.Numeral(22)))),
            new Statement.Match(
                new Expression.Payload("ip", "saddr"), new Expression.Prefix("10.0.0.1", 32)),
            new Statement.Counter(),
            new Statement.Reject(Optional.empty(), Optional.empty()));
    Rule printed =
        Rule.of(
            new Statement.Match(
                new Expression.Payload("tcp", "dport"),
                new Expression.SetLiteral(
                    List.of(new Expression.Numeral(22), new Expression.Numeral(80)))),
            new Statement.Match(
                new Expression.Payload("ip", "saddr"), new Expression.Value("10.0.0.1")),
            new Statement.Counter(7, 900),
            new Statement.Reject(Optional.of("icmpx"), Optional.of("port-unreachable")));
    diff(Table.empty(Family.INET, "t").with(Chain.regular("c", printed)));
    assertThat(diff(Table.empty(Family.INET, "t").with(Chain.regular("c", typed)))).isEmpty();
  }

  @Test
  void elementsAndSetsChangeBeforeTheRulesThatUseThem() throws Exception {
    SetDefinition hosts = SetDefinition.set("hosts", List.of("ipv4_addr"));
    Rule drop =
        Rule.of(
            new Statement.Match(
                new Expression.Payload("ip", "saddr"), new Expression.SetRef("hosts")),
            Verdict.DROP);
    NamedSet set = NamedSet.empty(hosts).with(SetElement.of(new Expression.Value("10.0.0.1")));
    Table one = Table.empty(Family.INET, "t").with(set).with(Chain.regular("c", drop, port(1)));
    assertThat(diff(one))
        .isEqualTo(
            """
            add table inet t
            add chain inet t c
            add set inet t hosts { type ipv4_addr; }
            add element inet t hosts { 10.0.0.1 }
            add rule inet t c ip saddr @hosts drop
            add rule inet t c tcp dport 1 accept
            """);
    Table two =
        one.with(
            set.without(new Expression.Value("10.0.0.1"))
                .with(SetElement.of(new Expression.Value("10.0.0.2"))));
    assertThat(diff(two))
        .isEqualTo(
            "delete element inet t hosts { 10.0.0.1 }\nadd element inet t hosts { 10.0.0.2 }\n");
    NamedSet intervals =
        NamedSet.empty(SetDefinition.set("hosts", List.of("ipv4_addr"), "interval"));
    assertThat(diff(two.with(intervals)))
        .isEqualTo(
            """
            delete rule inet t c handle 1
            delete set inet t hosts
            add set inet t hosts { type ipv4_addr; flags interval; }
            insert rule inet t c handle 2 ip saddr @hosts drop
            """);
    assertThat(diff(Table.empty(Family.INET, "t").with(Chain.regular("d"))))
        .isEqualTo(
            """
            flush chain inet t c
            delete set inet t hosts
            delete chain inet t c
            add chain inet t d
            """);
  }

  @Test
  void policiesAndHooksChange() throws Exception {
    diff(table(1));
    Hook drop = Hook.of("filter", "forward", 0).withPolicy("drop");
    assertThat(diff(Table.empty(Family.INET, "t").with(Chain.base("c", drop, port(1)))))
        .isEqualTo("add chain inet t c { type filter hook forward priority 0; policy drop; }\n");
    Hook later = Hook.of("filter", "forward", 5);
    assertThat(diff(Table.empty(Family.INET, "t").with(Chain.base("c", later, port(1)))))
        .isEqualTo(
            """
            flush chain inet t c
            delete chain inet t c
            add chain inet t c { type filter hook forward priority 5; policy accept; }
            add rule inet t c tcp dport 1 accept
            """);
    assertThat(diff(Table.empty(Family.INET, "t").with(Chain.regular("c", port(1)))))
        .startsWith("delete table inet t\nadd table inet t\n");
  }

  @Test
  void otherTablesAreNeitherTouchedNorTaken() throws Exception {
    Table foreign = Table.empty(Family.IP, "docker").with(Chain.regular("x", port(1)));
    fake.apply(
        RulesetDiffer.diff(Ruleset.empty(), Ruleset.empty().with(foreign), k -> true).commands());
    assertThat(diff(table(1))).doesNotContain("docker");
    Ruleset wanted = Ruleset.empty().with(foreign.withoutChain("x"));
    assertThatThrownBy(() -> RulesetDiffer.diff(fake.list(), wanted, KEY::equals))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("table ip docker is not ours");
  }

  @Test
  void whatIsKnownAsJsonAloneIsSentAsThat() throws Exception {
    Rule unknown = Rule.of(new Statement.Unknown(JsonReader.parse("{\"queue\": {\"num\": 3}}")));
    assertThat(diff(Table.empty(Family.INET, "t").with(Chain.regular("c", unknown))))
        .contains("\"expr\": [{\"queue\": {\"num\": 3}}]");
  }

  @Test
  void sharedStructureIsNotLookedAt() {
    Table big = NftCorpus.policy("t", 2000);
    Ruleset from = Ruleset.empty().with(big);
    Chain chain = big.chain("pod-77").orElseThrow();
    Ruleset to =
        Ruleset.empty()
            .with(big.with(chain.withRules(chain.bodies().subList(1, chain.rules().size()))));
    Table other = NftCorpus.policy("t", 2000);
    Ruleset unshared =
        Ruleset.empty()
            .with(other.with(chain.withRules(chain.bodies().subList(1, chain.rules().size()))));
    long all = best(5, from, unshared);
    assertThat(best(1000, from, to))
        .as("nanoseconds, of %d", all)
        .isLessThan(all / 10)
        .isLessThan(5_000_000);
  }

  private static long best(int times, Ruleset from, Ruleset to) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < times; i++) {
      long begun = System.nanoTime();
      int commands = RulesetDiffer.diff(from, to, k -> true).commands().size();
      best = Math.min(best, System.nanoTime() - begun);
      assertThat(commands).isEqualTo(6); // no handles: the one chain is filled anew
    }
    return best;
  }

  @Test
  void seededChangesArriveInTheFakeAsInTheKernel() throws Exception {
    NftCorpus corpus = new NftCorpus(8, "kube-");
    Ruleset wanted = Ruleset.empty();
    for (int round : IntStream.range(0, 200).toArray()) {
      wanted = round % 10 == 0 ? corpus.ruleset() : corpus.changed(wanted);
      fake.apply(RulesetDiffer.diff(fake.list(), wanted, corpus::owns).commands());
      KernelNftablesTest.sameAs(fake.list(), wanted, "round " + round + " ");
    }
  }
}
