package io.kuberouter.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.firewall.exec.FirewallReport;
import io.kuberouter.firewall.exec.FirewallTool;
import io.kuberouter.firewall.exec.StepResult;
import io.kuberouter.ipset.SetChange;
import io.kuberouter.ipset.testkit.FakeIpSets;
import io.kuberouter.ipset.text.SetScript;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.exec.Backend;
import io.kuberouter.iptables.exec.IptablesTool;
import io.kuberouter.iptables.exec.RestoreReport;
import io.kuberouter.iptables.restore.RestoreScript;
import io.kuberouter.iptables.testkit.FakeNetfilter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the contract cannot bring about: locks, late releases, tools that are not there. */
class FirewallToolTest {

  private final FakeIpSets sets = new FakeIpSets();
  private final FakeNetfilter rules = new FakeNetfilter(Backend.LEGACY, sets);

  @Test
  void aSetThatIsReleasedLateGoesAllTheSame() throws Exception {
    sets.apply(SetScript.parse("create KUBE-A hash:ip\ncreate KUBE-B hash:ip"));
    int[] looks = {0};
    sets.askRules(name -> name.equals("KUBE-B") && ++looks[0] <= 3);
    FirewallReport report =
        new FirewallTool(rules, sets).bring(Firewall.empty(), FirewallOwnership.ofPrefix("KUBE-"));
    assertThat(report.isComplete()).isTrue();
    assertThat(looks[0]).isEqualTo(4);
    assertThat(sets.list().sets()).isEmpty();
  }

  @Test
  void aSetThatIsNeverReleasedIsNamed() throws Exception {
    sets.apply(SetScript.parse("create KUBE-A hash:ip\ncreate KUBE-B hash:ip"));
    sets.askRules("KUBE-A"::equals);
    FirewallReport report =
        new FirewallTool(rules, sets).bring(Firewall.empty(), FirewallOwnership.ofPrefix("KUBE-"));
    assertThat(report.refusals()).hasSize(1);
    assertThat(report.refusals().get(0).set()).contains(new SetChange.Destroy("KUBE-A"));
    assertThat(report.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  /** A tool that waited for the lock, and is gone from the second family on. */
  private final class Slow implements IptablesTool {
    @Override
    public Backend backend() {
      return rules.backend();
    }

    @Override
    public String save(IpFamily family) {
      return rules.save(family);
    }

    @Override
    public RestoreReport restore(IpFamily family, RestoreScript script) throws IOException {
      if (family == IpFamily.IPV6) {
        throw new IOException("ip6tables-legacy-restore is not on the PATH");
      }
      rules.restore(family, script);
      return new RestoreReport(Duration.ofMillis(9), Duration.ofMillis(7));
    }
  }

  @Test
  void theWaitForTheLockIsToldAndAMissingToolIsARefusal() throws Exception {
    Firewall wanted = Firewall.empty();
    for (IpFamily family : IpFamily.values()) {
      wanted =
          wanted.with(
              new io.kuberouter.iptables.RulesetBuilder(family).chain("nat", "KUBE-N").build());
    }
    FirewallReport report =
        new FirewallTool(new Slow(), sets).bring(wanted, FirewallOwnership.ofPrefix("KUBE-"));
    assertThat(report.lockWait()).isEqualTo(Duration.ofMillis(7));
    assertThat(report.steps().stream().map(StepResult::outcome).toList())
        .isEqualTo(List.of(StepResult.Outcome.DONE, StepResult.Outcome.REFUSED));
    assertThat(report.refusals().get(0).message()).contains("not on the PATH");
    assertThat(report.refusals().get(0).rule()).isEmpty();
  }

  @Test
  void aPlanReadsAsCommands() throws Exception {
    sets.apply(SetScript.parse("create KUBE-A hash:ip"));
    Firewall from = new FirewallTool(rules, sets).read();
    Firewall to =
        Firewall.empty()
            .with(
                new io.kuberouter.iptables.RulesetBuilder(IpFamily.IPV6)
                    .chain("nat", "KUBE-N")
                    .build());
    FirewallPlan plan = FirewallPlanner.plan(from, to, FirewallOwnership.ofPrefix("KUBE-"));
    assertThat(plan.text()).isEqualTo("ip6tables -t nat -N KUBE-N\nipset destroy KUBE-A\n");
  }
}
