package io.kuberouter.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Fragment;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Under default deny a pod that is in {@code kube-router-local-pods} is let through by what its
 * peer's rules allow: it may be in there only while its own stand.
 */
class DefaultDenyOrderTest {

  private static final Fragment BASE = Fragment.of("base");
  private static final Fragment POD = Fragment.of("Pod shop/web");

  private final DesiredState desired = new DesiredState();
  private final Observed observed = new Observed();

  private static Item set(IpFamily family, String name) {
    return new Item.IpSet(family, name, "hash:ip");
  }

  private static String name(IpFamily family) {
    return family == IpFamily.IPV6 ? "inet6:kube-router-local-pods" : "kube-router-local-pods";
  }

  private static List<Item> pod(IpFamily family) {
    String ip = family == IpFamily.IPV6 ? "fd24::7" : "10.244.0.7";
    ChainKey chain = new ChainKey(family, "filter", "KUBE-POD-FW-AAAAAAAAAAAAAAAA");
    return List.of(
        new Item.ChainPart(chain, 1, "rules", List.of(accept(family))),
        new Item.SetEntry(name(family), ip, false));
  }

  private static Rule accept(IpFamily family) {
    try {
      return RuleText.parse(family, "-j ACCEPT");
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  private List<Phase> phases() {
    Plan plan = new Planner(desired, observed).full();
    List<Phase> phases = new ArrayList<>();
    for (PlanStep step : plan.steps()) {
      phases.add(step.phase());
      if (step.change() instanceof PlanStep.Create create) {
        observed.put(create.item());
      } else if (step.change() instanceof PlanStep.Delete delete) {
        observed.remove(delete.item().key());
      } else if (step.change() instanceof PlanStep.EditTable edit) {
        edit.result()
            .forEach(
                (chain, rules) ->
                    rules.ifPresentOrElse(
                        r -> observed.putChain(chain, r), () -> observed.removeChain(chain)));
      }
    }
    return phases;
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void aPodEntersAfterItsRulesAndLeavesBeforeThem(IpFamily family) {
    desired.replace(BASE, Set.of(set(family, name(family))));
    assertThat(phases()).containsExactly(Phase.CREATE_SETS);
    desired.replace(POD, pod(family));
    assertThat(phases()).containsExactly(Phase.FIREWALL, Phase.OPEN_PODS);
    desired.replace(POD, List.of());
    assertThat(phases()).containsExactly(Phase.CLOSE_PODS, Phase.FIREWALL);
  }

  /** Also on a node that has nothing yet: a rule that is refused is known before its pod enters. */
  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void aSetThatIsMadeAnewIsFilledLastToo(IpFamily family) {
    desired.replace(BASE, Set.of(set(family, name(family))));
    desired.replace(POD, pod(family));
    assertThat(phases()).containsExactly(Phase.CREATE_SETS, Phase.FIREWALL, Phase.OPEN_PODS);
    desired.replace(BASE, List.of());
    desired.replace(POD, List.of());
    assertThat(phases()).containsExactly(Phase.FIREWALL, Phase.EMPTY_SETS, Phase.DESTROY_SETS);
  }
}
