package io.kuberouter.iptables.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.diff.ChainDiffer;
import io.kuberouter.iptables.diff.TableChange;
import io.kuberouter.iptables.restore.RestoreScript;
import io.kuberouter.iptables.restore.RestoreScriptWriter;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.iptables.text.SaveParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scripts against the running kernel's iptables and ipset, in a namespace made for it. */
class NetfilterContractTest {

  private OwnNamespace namespace;
  private IptablesTool tools;

  @BeforeEach
  void makeNamespace() throws Exception {
    namespace = new OwnNamespace();
    tools = namespace.tools();
  }

  @AfterEach
  void removeNamespace() throws Exception {
    if (namespace != null) {
      namespace.close();
    }
  }

  private List<Rule> chain(IpFamily family) throws Exception {
    return SaveParser.parse(family, tools.save(family)).rules("filter", "C");
  }

  private static RestoreScript change(List<Rule> from, List<Rule> to, List<String> create) {
    return RestoreScriptWriter.script(
        List.of(
            new TableChange("filter", create, Map.of("C", ChainDiffer.diff(from, to)), List.of())));
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void fiftySeededChangesOfAChainArriveToTheLetter(IpFamily family) throws Exception {
    Random random = new Random(7);
    String host = family == IpFamily.IPV4 ? "10.244.0.%d/32" : "fd24::%x/128";
    List<Rule> rules = new ArrayList<>();
    for (int i = 1; i <= 24; i++) {
      String from = String.format(host, i);
      rules.add(
          RuleText.parse(
              family,
              switch (i % 4) {
                case 0 ->
                    "-s " + from + " -m comment --comment \"a \\\"word\\\" " + i + "\" -j RETURN";
                case 1 -> "-d " + from + " -p tcp -m tcp --dport " + i + ":80 -j ACCEPT";
                case 2 -> "! -s " + from + " -j MARK --set-xmark 0x10000/0x10000";
                default -> "-s " + from + " -p udp -m udp --dport 53 -j DROP";
              }));
    }
    tools.restore(family, change(List.of(), List.of(), List.of("C")));
    for (int round = 0; round < 50; round++) {
      List<Rule> from = chain(family);
      List<Rule> to = new ArrayList<>();
      for (int n = random.nextInt(20); n > 0; n--) {
        to.add(rules.get(random.nextInt(rules.size())));
      }
      tools.restore(family, change(from, to, List.of()));
      assertThat(chain(family)).as("round " + round).isEqualTo(to);
      assertThat(ChainDiffer.diff(chain(family), to)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void aRefusedScriptChangesNothingAndItsLineIsNamed(IpFamily family) throws Exception {
    tools.restore(family, change(List.of(), List.of(), List.of("C")));
    String before = tools.save(family).replaceAll("#.*\n", "");
    String bad = "*filter\n-A C -j ACCEPT\n-A C -j NO-SUCH-CHAIN\nCOMMIT\n";
    assertThatThrownBy(() -> tools.restore(family, new RestoreScript(bad, List.of())))
        .isInstanceOf(RestoreFailedException.class)
        .hasMessageContaining("NO-SUCH-CHAIN");
    assertThat(tools.save(family).replaceAll("#.*\n", "")).isEqualTo(before);
  }
}
