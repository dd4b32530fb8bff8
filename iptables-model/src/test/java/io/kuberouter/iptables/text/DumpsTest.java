package io.kuberouter.iptables.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.Ruleset;
import io.kuberouter.iptables.canonical.Canonicalizer;
import io.kuberouter.iptables.exec.Backend;
import io.kuberouter.iptables.exec.KernelNamespace;
import io.kuberouter.iptables.match.UnknownMatch;
import io.kuberouter.iptables.target.UnknownTarget;
import io.kuberouter.process.Mutations;
import io.kuberouter.text.ParseException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in the shapes that well-known programs leave behind, whole and damaged. */
class DumpsTest {

  private static String dump(String name) throws Exception {
    try (InputStream in = DumpsTest.class.getResourceAsStream("../dumps/" + name + ".txt")) {
      if (in == null) {
        throw new AssertionError(name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Rule> rules(Ruleset ruleset) {
    List<Rule> rules = new ArrayList<>();
    ruleset
        .tables()
        .values()
        .forEach(t -> t.chains().values().forEach(c -> rules.addAll(c.rules())));
    return rules;
  }

  private static boolean isUnknown(Rule rule) {
    return rule.matches().stream().anyMatch(UnknownMatch.class::isInstance)
        || rule.target().filter(UnknownTarget.class::isInstance).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker", "kube-proxy", "calico", "firewalld", "ufw", "unknown"})
  void isPrintedToTheLetter(String name) throws Exception {
    String text = dump(name);
    SaveFile file = SaveFile.parse(IpFamily.IPV4, text);
    assertThat(file.print()).isEqualTo(text);
    Ruleset ruleset = file.ruleset();
    assertThat(rules(ruleset)).hasSize((int) text.lines().filter(l -> l.contains("-A ")).count());
    assertThat(rules(ruleset).stream().anyMatch(DumpsTest::isUnknown))
        .isEqualTo(name.equals("unknown"));
    int remarks = (int) text.lines().filter(l -> l.startsWith("#")).count();
    assertThat(file.foreignLines()).isEqualTo(remarks + (name.equals("unknown") ? 1 : 0));
    assertThat(Canonicalizer.canonical(ruleset)).isEqualTo(ruleset);
    assertThat(SaveParser.parse(IpFamily.IPV4, SaveWriter.write(ruleset))).isEqualTo(ruleset);
  }

  @Test
  void whatIsUnknownIsKeptAndTheRestIsRead() throws Exception {
    List<Rule> rules = SaveParser.parse(IpFamily.IPV4, dump("unknown")).rules("filter", "INPUT");
    assertThat(rules).allMatch(DumpsTest::isUnknown);
    assertThat(rules.get(0).matches().get(1))
        .isEqualTo(new UnknownMatch("geoip", "! --source-country DE,FR"));
    assertThat(rules.get(0).matches()).hasSize(3);
    assertThat(rules.get(1).matches().get(0))
        .isEqualTo(new UnknownMatch("ndpi", "--proto \"two words\" ! --all"));
    assertThat(rules.get(4).target()).contains(new UnknownTarget("DELUDE", "--slowly"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker", "kube-proxy", "calico", "firewalld", "ufw", "unknown"})
  void cutAndChangedItIsReadOrRefusedAndNothingGetsLost(String name) throws Exception {
    int[] taken = {0};
    int tried =
        Mutations.run(
            dump(name),
            text -> {
              Ruleset ruleset = SaveParser.parse(IpFamily.IPV4, text);
              taken[0]++;
              String printed = SaveWriter.write(ruleset);
              assertThat(SaveParser.parse(IpFamily.IPV4, printed)).isEqualTo(ruleset);
              if (taken[0] % 20 == 0) {
                assertThat(SaveFile.parse(IpFamily.IPV4, text).print()).isEqualTo(text);
                assertThat(rules(ruleset))
                    .hasSize((int) text.lines().filter(DumpsTest::isRule).count());
              }
            });
    assertThat(tried).isGreaterThan(1000);
    assertThat(taken[0]).as("of " + tried).isBetween(tried / 20, tried * 95 / 100);
  }

  private static boolean isRule(String line) {
    return line.startsWith("-A ") || (line.startsWith("[") && line.contains("-A "));
  }

  @Test
  void aPlaceIsNamed() {
    for (String[] wrong :
        new String[][] {
          {"*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -s host.example -j DROP\nCOMMIT\n", "3:9"},
          {"*filter\n-A OTHER -j DROP\nCOMMIT\n", "2:4"},
          {"*filter\n:INPUT KEEP [0:0]\nCOMMIT\n", "2:1"},
          {"*filter\n:INPUT ACCEPT [0:0]\n", "2:1"},
          {"-A INPUT -j DROP\n", "1:1"}
        }) {
      try {
        SaveParser.parse(IpFamily.IPV4, wrong[0]);
        throw new AssertionError("taken: " + wrong[0]);
      } catch (ParseException e) {
        assertThat(e.line() + ":" + e.column()).as(e.getMessage()).isEqualTo(wrong[1]);
      }
    }
  }

  /** What the kernel has the extensions for is loaded and comes back to the letter. */
  @ParameterizedTest
  @ValueSource(strings = {"docker", "calico", "firewalld", "ufw"})
  void theKernelTakesAndGivesThemBack(String name) throws Exception {
    for (Backend backend : Backend.values()) {
      try (KernelNamespace namespace = new KernelNamespace(backend)) {
        namespace.run(
            """
            create cali40all-hosts-net hash:net
            create cali40s:abcdef hash:net
            create cali40s:fedcba hash:ip,port
            """,
            "ipset",
            "restore");
        String text = dump(name).replaceAll("#.*\n", "");
        assertThat(namespace.restore(IpFamily.IPV4, text)).isEmpty();
        Ruleset loaded = namespace.saved(IpFamily.IPV4);
        Ruleset read = SaveParser.parse(IpFamily.IPV4, text);
        read.tables()
            .forEach(
                (table, chains) ->
                    chains
                        .chains()
                        .keys()
                        .forEach(
                            chain ->
                                assertThat(loaded.rules(table, chain))
                                    .as(chain)
                                    .isEqualTo(read.rules(table, chain))));
      }
    }
  }
}
