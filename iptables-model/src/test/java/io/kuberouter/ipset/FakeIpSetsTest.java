package io.kuberouter.ipset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.ipset.exec.IpSetTool;
import io.kuberouter.ipset.exec.SetChangeException;
import io.kuberouter.ipset.testkit.FakeIpSets;
import org.junit.jupiter.api.Test;

class FakeIpSetsTest extends IpSetToolContract {

  private final FakeIpSets fake = new FakeIpSets();

  @Override
  IpSetTool tool() {
    return fake;
  }

  @Test
  void refusesWhatTheTestSaysAndWhatARuleNames() throws Exception {
    run("create a hash:ip");
    fake.setNamedByRule("a", true);
    assertThatThrownBy(() -> run("destroy a"))
        .isInstanceOfSatisfying(
            SetChangeException.class,
            e -> assertThat(e.reason()).isEqualTo(SetChangeException.Reason.IN_USE));
    fake.failOn(change -> change instanceof SetChange.Add);
    assertThatThrownBy(() -> run("add a 10.0.0.1")).hasMessageContaining("refused by the test");
    fake.failOn(change -> false);
    run("add a 10.0.0.1");
    fake.setNamedByRule("a", false);
    run("destroy a");
    assertThat(fake.applied()).hasSize(5);
  }
}
