package io.kuberouter.sync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.restore.RestoreScript;
import io.kuberouter.netfilter.ipset.ObservedSet;
import io.kuberouter.netfilter.ipset.SetChange;
import io.kuberouter.netfilter.ipset.SetDefinition;
import io.kuberouter.netfilter.ipset.text.SetEntryText;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.testkit.FakeNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A set with a name of ours and another type, left behind by somebody, and rules that name it. */
@Timeout(60)
class SetOfAnotherTypeTest {

  private static final AgentOptions OPTIONS = AgentFixture.options(false, false, true);

  @TempDir private Path folder;
  private AgentFixture agent;
  private FakeNode node;

  @BeforeEach
  void leftovers() throws IOException {
    agent = new AgentFixture(folder, OPTIONS);
    node = agent.node;
    for (IpFamily family : IpFamily.values()) {
      boolean six = family == IpFamily.IPV6;
      String set = six ? "inet6:kube-router-svip" : "kube-router-svip";
      assertThat(
              node.sets()
                  .apply(
                      List.of(
                          new SetChange.Create(
                              SetDefinition.builder(set, "hash:net").ipv6(six).timeout(0).build()),
                          new SetChange.Add(
                              set,
                              SetEntryText.parse("hash:net", six ? "fd96::/64" : "10.96.0.0/24")))))
          .containsOnly(Optional.empty());
      restore(
          family,
          "*filter\n:KUBE-ROUTER-SERVICES - [0:0]\n-A INPUT -m comment --comment \"handle traffic to"
              + " IPVS service IPs in custom chain\" -m set --match-set "
              + set
              + " dst -j KUBE-ROUTER-SERVICES\nCOMMIT\n");
    }
  }

  private void restore(IpFamily family, String text) throws IOException {
    node.io().netfilter().restore(family, new RestoreScript(text, List.of()));
  }

  private ObservedSet set(String name) throws IOException {
    return node.sets().set(name).orElseThrow();
  }

  @Test
  void isMadeAnewInBothFamilies() throws Exception {
    agent.withAgent(() -> agent.await(() -> agent.plan().isEmpty()));
    for (String name : List.of("kube-router-svip", "inet6:kube-router-svip")) {
      assertThat(set(name).definition().type()).isEqualTo("hash:ip");
      assertThat(set(name).entries()).hasSize(2);
    }
    for (IpFamily family : IpFamily.values()) {
      assertThat(node.netfilter().save(family))
          .containsOnlyOnce("kube-router-svip dst -j KUBE-ROUTER-SERVICES");
    }
  }

  /** The kernel refuses it then, which is told; everything else is done. */
  @Test
  void staysWhileARuleOfSomebodyElseNamesIt() throws Exception {
    restore(
        IpFamily.IPV4,
        "*filter\n:OTHERS - [0:0]\n-A OTHERS -m set --match-set kube-router-svip src -j"
            + " DROP\nCOMMIT\n");
    agent.withAgent(
        () ->
            agent.await(
                () ->
                    agent.servers("10.96.0.10") == 1
                        && set("inet6:kube-router-svip").definition().type().equals("hash:ip")));
    assertThat(set("kube-router-svip").definition().type()).isEqualTo("hash:net");
    assertThat(node.netfilter().save(IpFamily.IPV4)).contains("-A OTHERS");
  }
}
