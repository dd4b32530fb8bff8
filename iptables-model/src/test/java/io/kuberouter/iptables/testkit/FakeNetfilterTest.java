package io.kuberouter.iptables.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.exec.Backend;
import io.kuberouter.iptables.exec.IptablesTool;
import io.kuberouter.iptables.exec.KernelNamespace;
import io.kuberouter.iptables.exec.RestoreFailedException;
import io.kuberouter.iptables.restore.RestoreScript;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FakeNetfilterTest {

  private static final class OnFake extends NetfilterContract {
    private final FakeNetfilter fake = new FakeNetfilter(Backend.NFT);

    @Override
    IptablesTool tool() {
      return fake;
    }

    @Override
    void createSet(IpFamily family) {
      fake.createSet("testset");
    }
  }

  private static final class OnKernel extends NetfilterContract {
    private final KernelNamespace namespace;

    OnKernel(KernelNamespace namespace) {
      this.namespace = namespace;
    }

    @Override
    IptablesTool tool() {
      return namespace.tool();
    }

    @Override
    void createSet(IpFamily family) throws Exception {
      String inet = family == IpFamily.IPV4 ? "inet" : "inet6";
      namespace.run("", "ipset", "create", "testset", "hash:ip", "family", inet);
    }
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void theFakeTakesAndRefuses(IpFamily family) throws Exception {
    assertThat(new OnFake().protocol(family)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void theKernelDoesTheSame(Backend backend) throws Exception {
    for (IpFamily family : IpFamily.values()) {
      try (KernelNamespace namespace = new KernelNamespace(backend)) {
        List<String> kernel = new OnKernel(namespace).protocol(family);
        assertThat(new OnFake().protocol(family)).isEqualTo(kernel);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void theFakeNamesTheRefusedRule(IpFamily family) throws Exception {
    new OnFake().theRefusedRuleIsNamed(family);
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void theToolsNameTheRefusedRule(Backend backend) throws Exception {
    for (IpFamily family : IpFamily.values()) {
      try (KernelNamespace namespace = new KernelNamespace(backend)) {
        new OnKernel(namespace).theRefusedRuleIsNamed(family);
      }
    }
  }

  @Test
  void itFailsOnDemandOnce() throws Exception {
    FakeNetfilter fake = new FakeNetfilter(Backend.LEGACY);
    RestoreScript script = new RestoreScript("*filter\n:C - [0:0]\nCOMMIT\n", List.of());
    fake.failNext("memory allocation problem");
    assertThatThrownBy(() -> fake.restore(IpFamily.IPV4, script))
        .isInstanceOf(RestoreFailedException.class)
        .hasMessage("memory allocation problem");
    assertThat(fake.save(IpFamily.IPV4)).isEmpty();
    fake.restore(IpFamily.IPV4, script);
    assertThat(fake.ruleset(IpFamily.IPV4).chain("filter", "C")).isPresent();
    assertThat(fake.restores()).isEqualTo(2);
  }
}
