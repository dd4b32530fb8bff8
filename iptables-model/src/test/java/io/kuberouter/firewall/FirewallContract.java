package io.kuberouter.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kuberouter.firewall.exec.FirewallReport;
import io.kuberouter.firewall.exec.FirewallTool;
import io.kuberouter.firewall.exec.StepResult;
import io.kuberouter.ipset.IpSet;
import io.kuberouter.ipset.IpSets;
import io.kuberouter.ipset.SetDefinition;
import io.kuberouter.ipset.testkit.FakeIpSets;
import io.kuberouter.ipset.text.SetScript;
import io.kuberouter.iptables.Chain;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.RulesetBuilder;
import io.kuberouter.iptables.restore.RestoreScript;
import io.kuberouter.iptables.text.RuleText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sets and rules of both families together; the same for the tools and the fakes. */
abstract class FirewallContract {

  private static final FirewallOwnership OURS = FirewallOwnership.ofPrefix("KUBE-");

  abstract FirewallTool tool() throws Exception;

  private static IpSets sets(String script) throws Exception {
    FakeIpSets fake = new FakeIpSets();
    fake.apply(SetScript.parse(script));
    return fake.list();
  }

  /** A firewall of sets, and of rules in chain KUBE-C, where ~ stands for 4 or 6. */
  private static Firewall firewall(String script, String... rules) throws Exception {
    Firewall firewall = Firewall.empty().with(sets(script));
    for (IpFamily family : IpFamily.values()) {
      RulesetBuilder builder = new RulesetBuilder(family).chain("filter", "KUBE-C");
      for (String rule : rules) {
        String text = rule.replace("~", family == IpFamily.IPV6 ? "6" : "4");
        builder.rule("filter", "KUBE-C", RuleText.parse(family, text));
      }
      firewall = firewall.with(builder.build());
    }
    return firewall;
  }

  private static String both(String type, String options) {
    return "create KUBE-4 %1$s family inet %2$s\ncreate KUBE-6 %1$s family inet6 %2$s\n"
        .formatted(type, options);
  }

  private static final String USE = "-m set --match-set KUBE-~ src -j ACCEPT";

  private FirewallReport bring(Firewall wanted, FirewallOwnership ours) throws Exception {
    FirewallReport report = tool().bring(wanted, ours);
    assertThat(report.refusals()).isEmpty();
    assertThat(report.isComplete()).isTrue();
    assertThat(FirewallPlanner.plan(tool().read(), wanted.canonical(), ours).text()).isEmpty();
    return report;
  }

  private List<String> rules(IpFamily family) throws Exception {
    List<String> rules = new ArrayList<>();
    for (Rule rule : tool().read().rules(family).rules("filter", "KUBE-C")) {
      rules.add(RuleText.format(rule));
    }
    return rules;
  }

  private String type(String set) throws Exception {
    return tool()
        .read()
        .sets()
        .get(set)
        .map(IpSet::definition)
        .map(d -> d.type().name())
        .orElse("");
  }

  @Test
  void setsComeBeforeTheRulesThatNameThemAndGoAfter() throws Exception {
    FirewallReport made = bring(firewall(both("hash:ip", "") + "add KUBE-4 10.0.0.1", USE), OURS);
    assertThat(made.steps()).hasSize(3);
    assertThat(made.steps().get(0).step()).isInstanceOf(FirewallStep.Sets.class);
    assertThat(made.took()).isGreaterThanOrEqualTo(made.lockWait());
    assertThat(rules(IpFamily.IPV6)).containsExactly("-m set --match-set KUBE-6 src -j ACCEPT");
    FirewallReport gone = bring(Firewall.empty(), OURS);
    assertThat(gone.steps().get(2).step()).isInstanceOf(FirewallStep.Sets.class);
    assertThat(tool().read().sets().sets()).isEmpty();
    assertThat(bring(Firewall.empty(), OURS).steps()).isEmpty();
  }

  @Test
  void anotherSizeIsSwappedInUnderTheRules() throws Exception {
    bring(firewall(both("hash:ip", "maxelem 10") + "add KUBE-4 10.0.0.1", USE), OURS);
    FirewallReport report =
        bring(firewall(both("hash:ip", "maxelem 99") + "add KUBE-4 10.0.0.2", USE), OURS);
    assertThat(report.steps())
        .singleElement()
        .extracting(StepResult::step)
        .asString()
        .contains("sets");
    assertThat(tool().read().sets().get("KUBE-4").orElseThrow().elements())
        .containsOnlyKeys("10.0.0.2");
  }

  @Test
  void anotherTypeUnderARuleIsRefusedOrTheRuleIsAwayMeanwhile() throws Exception {
    bring(firewall(both("hash:ip", ""), USE, "-p esp -j DROP"), OURS);
    Firewall wanted =
        firewall(both("hash:ip,port", ""), USE.replace("src", "src,src"), "-p esp -j DROP");
    SetInUseException refused =
        catchThrowableOfType(SetInUseException.class, () -> tool().bring(wanted, OURS));
    assertThat(refused.set()).isEqualTo("KUBE-4");
    assertThat(refused)
        .hasMessageContaining("-A KUBE-C -m set --match-set KUBE-4 src -j ACCEPT")
        .hasMessageContaining("give the new set another name, or let rules be dropped");
    assertThat(type("KUBE-4")).isEqualTo("hash:ip");
    bring(wanted, OURS.droppingRules());
    assertThat(type("KUBE-6")).isEqualTo("hash:ip,port");
    assertThat(rules(IpFamily.IPV4))
        .containsExactly("-m set --match-set KUBE-4 src,src -j ACCEPT", "-p esp -j DROP");
  }

  @Test
  void aRuleOfOthersKeepsASetAsItIs() throws Exception {
    bring(firewall(both("hash:ip", ""), USE), OURS);
    Firewall wanted = firewall(both("hash:ip,port", ""), "-j DROP");
    FirewallOwnership chainless = FirewallOwnership.ofPrefix("KUBE-").droppingRules();
    FirewallOwnership onlySets =
        new FirewallOwnership(
            io.kuberouter.iptables.diff.Ownership.ofPrefix("NONE-"), chainless.sets(), true);
    assertThat(catchThrowableOfType(SetInUseException.class, () -> tool().bring(wanted, onlySets)))
        .hasMessageContaining("the rule is not ours");
  }

  @Test
  void aRefusedTableIsNamedTheOthersGoOnAndNoSetGoes() throws Exception {
    bring(firewall(both("hash:ip", "") + "create KUBE-OLD hash:ip", USE), OURS);
    Firewall wanted = firewall(both("hash:ip", ""), USE, "-p esp -j DROP");
    Chain chain = wanted.ipv4().chain("filter", "KUBE-C").orElseThrow();
    List<Rule> bad = new ArrayList<>(chain.rules());
    bad.add(RuleText.parse(IpFamily.IPV4, "-p ah -j MASQUERADE"));
    FirewallReport report =
        tool().bring(wanted.with(wanted.ipv4().with("filter", chain.withRules(bad))), OURS);
    assertThat(report.isComplete()).isFalse();
    assertThat(report.steps().stream().map(StepResult::outcome))
        .containsExactly(
            StepResult.Outcome.REFUSED, StepResult.Outcome.DONE, StepResult.Outcome.SKIPPED);
    assertThat(report.refusals()).hasSize(1);
    assertThat(report.refusals().get(0).rule())
        .contains(new RestoreScript.Element("filter", "KUBE-C", "insert -p ah -j MASQUERADE"));
    assertThat(rules(IpFamily.IPV4)).hasSize(1);
    assertThat(rules(IpFamily.IPV6)).hasSize(2);
    assertThat(type("KUBE-OLD")).isEqualTo("hash:ip");
  }

  @Test
  void aRefusedSetIsNamedAndNoRuleIsTouched() throws Exception {
    bring(firewall(both("hash:ip", ""), USE), OURS);
    Firewall wanted = firewall(both("hash:ip", "") + "create KUBE-BIG hash:ip", "-j DROP");
    IpSet small = wanted.sets().get("KUBE-BIG").orElseThrow();
    SetDefinition one =
        SetScript.parse("create KUBE-BIG hash:ip maxelem 1").get(0)
                instanceof io.kuberouter.ipset.SetChange.Create create
            ? create.definition()
            : small.definition();
    IpSet big = IpSet.empty(one);
    for (String address : List.of("10.0.0.1", "10.0.0.2")) {
      big = big.with(SetScript.element(one, address));
    }
    FirewallReport report = tool().bring(wanted.with(wanted.sets().with(big)), OURS);
    assertThat(report.steps().stream().map(StepResult::outcome))
        .containsExactly(
            StepResult.Outcome.REFUSED, StepResult.Outcome.SKIPPED, StepResult.Outcome.SKIPPED);
    assertThat(report.refusals().get(0).set().orElseThrow().line())
        .isEqualTo("add KUBE-BIG 10.0.0.2");
    assertThat(rules(IpFamily.IPV4)).containsExactly("-m set --match-set KUBE-4 src -j ACCEPT");
  }
}
