package io.kuberouter.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.nftables.canonical.References;
import io.kuberouter.nftables.canonical.RulesetCanonicalizer;
import io.kuberouter.nftables.diff.RulesetDiff;
import io.kuberouter.nftables.diff.RulesetDiffer;
import io.kuberouter.nftables.exec.NftTool;
import io.kuberouter.nftables.exec.ProcessNftTool;
import io.kuberouter.nftables.listing.JsonScript;
import io.kuberouter.nftables.listing.ListingParser;
import io.kuberouter.nftables.testkit.NftCorpus;
import io.kuberouter.nftables.text.NftScript;
import io.kuberouter.process.TestNamespace;
import io.kuberouter.process.ToolRunner;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract, and seeded changes of rulesets, with {@code nft} and the running kernel. */
class KernelNftablesTest extends NftToolContract {

  /** Seeded pairs of states: {@code -Dnetfilter.pairs=N} for more. */
  private static final int PAIRS = Integer.getInteger("netfilter.pairs", 40);

  private static final int SEED = Integer.getInteger("netfilter.seed", 5);

  private TestNamespace namespace;
  private NftTool tool;

  @BeforeEach
  void makeNamespace() throws Exception {
    namespace = new TestNamespace("nft", "--version");
    tool = new ProcessNftTool(namespace.runner());
    ToolRunner.Result result =
        namespace.runner().run(List.of("nft", "add", "table", "inet", "probe"), "");
    Assumptions.assumeTrue(
        result.exit() == 0, "this kernel has no nftables: " + result.errors().strip());
    namespace.run("", "nft", "delete", "table", "inet", "probe");
  }

  @AfterEach
  void removeNamespace() throws Exception {
    if (namespace != null) {
      namespace.close();
    }
  }

  @Override
  NftTool tool() {
    return tool;
  }

  static void sameAs(Ruleset seen, Ruleset wanted, String what) {
    assertThat(seen.tables().keys())
        .as(what)
        .containsExactlyInAnyOrderElementsOf(wanted.tables().keys());
    for (Table table : wanted.tables().values()) {
      Table other = seen.table(table.key()).orElseThrow();
      assertThat(other.sets().keys())
          .as(what)
          .containsExactlyInAnyOrderElementsOf(table.sets().keys());
      for (NamedSet set : table.sets().values()) {
        assertThat(other.set(set.name())).as(what).contains(set);
      }
      assertThat(other.objects()).as(what).containsExactlyInAnyOrderElementsOf(table.objects());
      assertThat(other.chains().keys())
          .as(what)
          .containsExactlyInAnyOrderElementsOf(table.chains().keys());
      for (Chain chain : table.chains().values()) {
        Chain there = other.chain(chain.name()).orElseThrow();
        assertThat(there.hook()).as(what + chain.name()).isEqualTo(chain.hook());
        assertThat(there.bodies()).as(what + chain.name()).isEqualTo(chain.bodies());
      }
    }
  }

  private void apply(RulesetDiff diff) {
    try {
      tool.apply(diff.commands());
    } catch (IOException e) {
      throw new AssertionError(e.getMessage() + "\n" + diff.text(), e);
    }
  }

  private Ruleset ours(NftCorpus corpus) throws IOException {
    Ruleset ours = Ruleset.empty();
    for (Table table : RulesetCanonicalizer.canonical(tool.list()).tables().values()) {
      ours = corpus.owns(table.key()) ? ours.with(table) : ours;
    }
    return ours;
  }

  @Test
  void seededRulesetsBecomeEachOther() throws Exception {
    NftCorpus corpus = new NftCorpus(SEED, "kube-");
    namespace.run(
        """
        table inet foreign {
          set kube-a { type ipv4_addr; elements = { 10.0.0.1 }; }
          chain c { type filter hook forward priority 5; ip saddr @kube-a counter accept; }
        }
        """,
        "nft",
        "-f",
        "-");
    String foreign = namespace.run("", "nft", "-a", "list", "table", "inet", "foreign");
    int commands = 0;
    int rules = 0;
    for (int pair = 0; pair < PAIRS; pair++) {
      Ruleset a = corpus.ruleset();
      Ruleset b = corpus.changed(a);
      apply(RulesetDiffer.diff(tool.list(), a, corpus::owns));
      sameAs(ours(corpus), a, "pair " + pair + ", first ");
      RulesetDiff diff = RulesetDiffer.diff(tool.list(), b, corpus::owns);
      apply(diff);
      String what = "pair " + pair + ", after\n" + diff.text();
      sameAs(ours(corpus), b, what);
      assertThat(RulesetDiffer.diff(tool.list(), b, corpus::owns).text()).as(what).isEmpty();
      assertThat(namespace.run("", "nft", "-a", "list", "table", "inet", "foreign"))
          .isEqualTo(foreign);
      commands += diff.commands().size();
      rules += b.tables().values().stream().mapToInt(t -> t.chains().size()).sum();
    }
    assertThat(commands).isPositive();
    assertThat(rules).isGreaterThan(PAIRS);
  }

  @Test
  void asJsonTheKernelTakesTheSame() throws Exception {
    NftCorpus corpus = new NftCorpus(6, "kube-");
    for (int round = 0; round < 5; round++) {
      Ruleset wanted = corpus.ruleset();
      List<Command> commands = RulesetDiffer.diff(tool.list(), wanted, corpus::owns).commands();
      namespace.run(JsonScript.format(commands), "nft", "-j", "-f", "-");
      sameAs(ours(corpus), wanted, "round " + round + " ");
    }
  }

  /** Made again from the model: as JSON, then what has a form in it in nft's own syntax. */
  @Test
  void aListingWithEveryFormIsMadeAgain() throws Exception {
    Ruleset listed = ListingParser.parse(ListingTest.resource("listing.json"));
    TableKey key = new TableKey(Family.INET, "f");
    Ruleset all = listed.without(new TableKey(Family.NETDEV, "nd")); // its device is not listed
    Table table = all.table(key).orElseThrow();
    NamedSet filled = table.set("cn").orElseThrow();
    all = RulesetCanonicalizer.canonical(all.with(table.with(dynamic(filled))));
    // nft 1.0.6 makes neither maps to several values nor dynamic sets from JSON
    Set<String> not = Set.of("dn", "cn");
    Ruleset asJson = all.with(all.table(key).orElseThrow().withoutSet("dn").withoutSet("cn"));
    asJson = filtered(asJson, (k, r) -> References.sets(r).stream().noneMatch(not::contains));
    List<Command> commands = RulesetDiffer.diff(Ruleset.empty(), asJson, k -> true).commands();
    assertThat(NftScript.isPrintable(commands)).isFalse();
    tool.apply(commands);
    assertThat(RulesetDiffer.diff(tool.list(), asJson, k -> true).text()).isEmpty();

    Ruleset bare = Ruleset.empty(); // keeps the objects, which have no form
    for (Table t : all.tables().values()) {
      bare = bare.with(Table.empty(t.key().family(), t.key().name()).withObjects(t.objects()));
    }
    tool.apply(RulesetDiffer.diff(tool.list(), bare, k -> true).commands());
    Ruleset printable =
        filtered(
            all, (k, rule) -> NftScript.isPrintable(List.of(new Command.AddRule(k, "any", rule))));
    RulesetDiff diff = RulesetDiffer.diff(tool.list(), printable, k -> true);
    assertThat(NftScript.isPrintable(diff.commands())).isTrue();
    assertThat(diff.commands().size()).isGreaterThan(70);
    apply(diff);
    assertThat(RulesetDiffer.diff(tool.list(), printable, k -> true).text()).isEmpty();
  }

  private static NamedSet dynamic(NamedSet set) {
    SetDefinition d = set.definition();
    return new NamedSet(
        new SetDefinition(
            d.name(),
            d.keyType(),
            d.dataType(),
            List.of("dynamic"),
            d.timeout(),
            d.gcInterval(),
            d.size(),
            d.policy(),
            d.comment(),
            d.statements()),
        set.elements());
  }

  private static Ruleset filtered(Ruleset ruleset, BiPredicate<TableKey, Rule> kept) {
    Ruleset result = ruleset;
    for (Table table : ruleset.tables().values()) {
      Table fewer = table;
      for (Chain chain : table.chains().values()) {
        fewer =
            fewer.with(
                chain.withRules(
                    chain.bodies().stream().filter(r -> kept.test(table.key(), r)).toList()));
      }
      result = result.with(fewer);
    }
    return result;
  }

  @Test
  void aCounterBeginsWhereItIsTold() throws Exception {
    NamedObject.Counter counter = new NamedObject.Counter("c", 5, 9, Optional.empty());
    make(Table.empty(Family.INET, "t").with(counter));
    assertThat(tool.list().table(KEY).orElseThrow().objects()).containsExactly(counter);
    assertThat(namespace.run("", "nft", "list", "counters")).contains("packets 5 bytes 9");
  }
}
