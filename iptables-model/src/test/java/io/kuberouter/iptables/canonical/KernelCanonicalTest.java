package io.kuberouter.iptables.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.TypedRules;
import io.kuberouter.iptables.exec.Backend;
import io.kuberouter.iptables.exec.KernelNamespace;
import io.kuberouter.iptables.text.RuleText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is typed is loaded, and the running kernel's list is what the canonicalizer says. */
class KernelCanonicalTest {

  private record Place(IpFamily family, String table, String chain) {}

  private static Map<Place, List<TypedRules>> samples(Backend backend) throws Exception {
    Map<Place, List<TypedRules>> samples = new LinkedHashMap<>();
    for (TypedRules rule : TypedRules.all()) {
      samples
          .computeIfAbsent(
              new Place(rule.family(), rule.table(), rule.chain()), p -> new ArrayList<>())
          .add(rule);
    }
    for (Rewrite<?> rewrite : Rewrites.ALL) {
      if (rewrite.typed().contains("ipvs")) {
        continue; // needs a kernel with IPVS
      }
      String table =
          rewrite.typed().contains("NETMAP")
              ? "nat"
              : rewrite.typed().contains("MARK") || rewrite.typed().contains("TPROXY")
                  ? "mangle"
                  : "filter";
      String chain =
          table.equals("filter")
              ? rewrite.typed().startsWith("-o") ? "FORWARD" : "INPUT"
              : "PREROUTING";
      samples
          .computeIfAbsent(new Place(rewrite.family(), table, chain), p -> new ArrayList<>())
          .add(
              new TypedRules(
                  rewrite.family(),
                  table,
                  chain,
                  backend == Backend.LEGACY && rewrite.name().startsWith(MatchRewrites.TURNED)
                      ? rewrite.listed() // only the nft tool changes what is typed
                      : rewrite.typed(),
                  rewrite.listed()));
    }
    return samples;
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void theKernelListsWhatTheCanonicalizerSays(Backend backend) throws Exception {
    int compared = 0;
    String estimator =
        "*filter\n:RR -\n:C -\n-A RR -j RATEEST --rateest-name RE1 --rateest-interval 250ms"
            + " --rateest-ewmalog 500ms\nCOMMIT\n";
    for (IpFamily family : IpFamily.values()) {
      try (KernelNamespace namespace = new KernelNamespace(backend)) {
        String inet = family == IpFamily.IPV4 ? "inet" : "inet6";
        namespace.run("", "ipset", "create", "testset", "hash:ip,port", "family", inet, "counters");
        assertThat(namespace.restore(family, estimator)).isEmpty();
        for (Map.Entry<Place, List<TypedRules>> entry : samples(backend).entrySet()) {
          Place place = entry.getKey();
          if (place.family() != family) {
            continue;
          }
          StringBuilder script = new StringBuilder("*" + place.table() + "\n");
          entry
              .getValue()
              .forEach(r -> script.append("-A " + place.chain() + " " + r.typed() + "\n"));
          assertThat(namespace.restore(family, script + "COMMIT\n")).isEmpty();
          List<Rule> loaded = namespace.saved(family).rules(place.table(), place.chain());
          assertThat(loaded).hasSameSizeAs(entry.getValue());
          for (int i = 0; i < loaded.size(); i++) {
            TypedRules sample = entry.getValue().get(i);
            Rule typed = Canonicalizer.canonical(family, RuleText.parse(family, sample.typed()));
            assertThat(loaded.get(i)).as(sample.typed()).isEqualTo(typed);
            assertThat(RuleText.format(loaded.get(i))).isEqualTo(sample.listed());
            compared++;
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(450);
  }

  @Test
  void everyRewriteDoesWhatItsExampleShows() throws Exception {
    for (Rewrite<?> rewrite : Rewrites.ALL) {
      IpFamily family = rewrite.family();
      Rule typed = RuleText.parse(family, rewrite.typed());
      Rule listed = RuleText.parse(family, rewrite.listed());
      assertThat(typed).as(rewrite.name()).isNotEqualTo(listed);
      assertThat(Canonicalizer.canonical(family, typed)).as(rewrite.name()).isEqualTo(listed);
      assertThat(Canonicalizer.canonical(family, listed)).as(rewrite.name()).isSameAs(listed);
    }
    assertThat(Rewrites.ALL.stream().map(Rewrite::name)).doesNotHaveDuplicates();
    assertThat(Set.copyOf(Rewrites.ALL.stream().map(Rewrite::change).toList())).isNotEmpty();
  }
}
