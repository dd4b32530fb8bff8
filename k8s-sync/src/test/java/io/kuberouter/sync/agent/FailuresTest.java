package io.kuberouter.sync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.dataplane.PlanApplier;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.plan.Phase;
import io.kuberouter.sync.plan.PlanStep;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailuresTest {

  private static PlanApplier.Failure failure(String reason, String message, boolean heldBack) {
    Item item = new Item.Address("kube-dummy-if", IpText.parse("10.96.0.1"), 32, 0);
    PlanStep step = new PlanStep(Phase.LOAD_MODULES, new PlanStep.Create(item), reason);
    return new PlanApplier.Failure(step, message, heldBack);
  }

  @Test
  void aDeviceThatComesUpMayMendAnAddressAndNoModule() {
    assertThat(Failures.mayNeedDevice(List.of(failure("base", "no", false)))).isFalse();
    Item item = new Item.Address("kube-dummy-if", IpText.parse("fd96::1"), 128, 0);
    PlanStep step = new PlanStep(Phase.ADD_ADDRESSES, new PlanStep.Create(item), "base");
    assertThat(Failures.mayNeedDevice(List.of(new PlanApplier.Failure(step, "no", true)))).isTrue();
  }

  @Test
  void eachRefusalHasALineAndAllThatWaitForItHaveOne() {
    List<PlanApplier.Failure> failures = new ArrayList<>();
    failures.add(failure("base", "modprobe ip_vs: not found", false));
    for (int i = 0; i < 1000; i++) {
      failures.add(failure("Service shop/s" + i, "waits for module ip_vs", true));
    }
    failures.add(failure("Pod shop/p", "waits for chain X", true));
    failures.add(failure("NetworkPolicy shop/n", "chain X: no such set", false));
    assertThat(Failures.refused(failures))
        .containsExactly(
            "base: modprobe ip_vs: not found", "NetworkPolicy shop/n: chain X: no such set");
    assertThat(Failures.heldBack(failures))
        .containsExactly(
            "Service shop/s0 and 999 more steps: waits for module ip_vs",
            "Pod shop/p: waits for chain X");
  }
}
