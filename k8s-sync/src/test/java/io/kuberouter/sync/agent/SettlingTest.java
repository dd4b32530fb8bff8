package io.kuberouter.sync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.plan.Phase;
import io.kuberouter.sync.plan.Plan;
import io.kuberouter.sync.plan.PlanStep;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettlingTest {

  private static final long SECOND = 1_000_000_000L;

  private static Plan adds(String address, int length) {
    Item item = new Item.Address("kube-dummy-if", IpText.parse(address), length, 0);
    return new Plan(List.of(new PlanStep(Phase.ADD_ADDRESSES, new PlanStep.Create(item), "test")));
  }

  @Test
  void anIpv6AddressIsLookedAtASecondAfterItCameAndJustOnce() {
    Settling settling = new Settling();
    settling.added(adds("10.96.0.10", 32), 0);
    assertThat(settling.untilNext(0)).as("IPv4 needs no look").isEqualTo(Long.MAX_VALUE);
    settling.added(adds("fd96::a:10", 128), 0);
    settling.added(adds("fd96::a:11", 128), SECOND / 2);
    settling.added(adds("fd96::a:10", 128), SECOND / 2);
    assertThat(settling.take(SECOND - 1)).isEmpty();
    assertThat(settling.untilNext(SECOND - 1)).isEqualTo(1);
    assertThat(settling.take(SECOND)).containsExactly(IpText.parse("fd96::a:10"));
    assertThat(settling.take(2 * SECOND)).containsExactly(IpText.parse("fd96::a:11"));
    assertThat(settling.untilNext(2 * SECOND)).isEqualTo(Long.MAX_VALUE);
  }
}
