package io.kuberouter.sync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.restore.RestoreScript;
import io.kuberouter.netfilter.ipset.ObservedSet;
import io.kuberouter.netfilter.ipset.SetChange;
import io.kuberouter.netfilter.ipset.SetDefinition;
import io.kuberouter.netfilter.ipset.SetEntry;
import io.kuberouter.netfilter.ipset.text.SetEntryText;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.dataplane.BgpPlane;
import io.kuberouter.sync.dataplane.Ledger;
import io.kuberouter.sync.dataplane.NodeIo;
import io.kuberouter.sync.dataplane.NodeObserver;
import io.kuberouter.sync.dataplane.PlanApplier;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Fragment;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.PlanText;
import io.kuberouter.sync.plan.Planner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A set with a name of ours and another type, left behind by somebody, and rules that name it; on
 * the node in memory, and with sets and rules of the running kernel.
 */
@Timeout(600)
class SetOfAnotherTypeTest {

  private static final AgentOptions OPTIONS = AgentFixture.options(false, false, true);

  @TempDir private Path folder;
  private AgentFixture agent;

  /** {@return these edges, or others in the place of some} */
  NodeIo edges(NodeIo inMemory) throws Exception {
    return inMemory;
  }

  @BeforeEach
  void leftovers() throws Exception {
    agent = new AgentFixture(folder, OPTIONS);
    agent.io = edges(agent.io);
    for (IpFamily family : IpFamily.values()) {
      boolean six = family == IpFamily.IPV6;
      String set = name(family);
      assertThat(
              agent
                  .io
                  .sets()
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
    agent.io.netfilter().restore(family, new RestoreScript(text, List.of()));
  }

  private ObservedSet set(IpFamily family) throws IOException {
    return agent.io.sets().set(name(family)).orElseThrow();
  }

  private static String name(IpFamily family) {
    return family == IpFamily.IPV6 ? "inet6:kube-router-svip" : "kube-router-svip";
  }

  private String rules(IpFamily family) throws IOException {
    return agent.io.netfilter().save(family);
  }

  @Test
  void isMadeAnewInBothFamilies() throws Exception {
    agent.withAgent(() -> agent.await(() -> agent.plan().isEmpty()));
    for (IpFamily family : IpFamily.values()) {
      assertThat(set(family).definition().type()).isEqualTo("hash:ip");
      assertThat(set(family).entries()).hasSize(2);
      assertThat(rules(family)).containsOnlyOnce("kube-router-svip dst -j KUBE-ROUTER-SERVICES");
    }
  }

  /** It stays as it is, and so do our rules; all else is done. */
  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void staysWhileARuleOfSomebodyElseNamesIt(IpFamily family) throws Exception {
    boolean six = family == IpFamily.IPV6;
    restore(
        family,
        "*filter\n:OTHERS - [0:0]\n-A OTHERS -m set --match-set "
            + name(family)
            + " src -j DROP\nCOMMIT\n");
    List<SetEntry> before = set(family).entries();
    assertThat(PlanText.format(agent.plan()).lines())
        .as("our rule that names the set is not taken out")
        .noneMatch(line -> line.startsWith(six ? "ip6tables " : "iptables ") && deletes(line))
        .anyMatch(line -> line.startsWith(six ? "iptables " : "ip6tables ") && deletes(line));
    String left = "ipset destroy %1$s  # .*\nipset create %1$s hash:ip.* timeout 0  # .*\n";
    agent.withAgent(
        () -> {
          agent.await(() -> PlanText.format(agent.plan()).matches(left.formatted(name(family))));
          assertThat(set(family).definition().type()).isEqualTo("hash:net");
          assertThat(set(family).entries()).isEqualTo(before);
          assertThat(set(six ? IpFamily.IPV4 : IpFamily.IPV6).definition().type())
              .isEqualTo("hash:ip");
          assertThat(rules(family))
              .contains("-A OTHERS")
              .containsOnlyOnce("kube-router-svip dst -j KUBE-ROUTER-SERVICES");
          restore(family, "*filter\n-D OTHERS 1\nCOMMIT\n");
          agent.await(() -> agent.plan().isEmpty());
        });
    assertThat(set(family).definition().type()).isEqualTo("hash:ip");
  }

  private static boolean deletes(String line) {
    return line.contains(" -D INPUT ");
  }

  @Test
  void aRefusalSaysWhatToDo() throws Exception {
    restore(
        IpFamily.IPV4,
        "*filter\n:OTHERS - [0:0]\n-A OTHERS -m set --match-set kube-router-svip src -j"
            + " DROP\nCOMMIT\n");
    Observed observed =
        new NodeObserver(agent.io, OPTIONS, Ledger.open(folder)).observe(new DesiredState());
    DesiredState desired = new DesiredState();
    desired.replace(
        Fragment.of("test"),
        List.of(
            new Item.IpSet(IpFamily.IPV4, "kube-router-svip", "hash:ip"),
            new Item.SetEntry("kube-router-svip", "10.96.0.10", false)));
    PlanApplier applier = new PlanApplier(agent.io, Ledger.open(folder), BgpPlane.SILENT);
    ItemKey set = new ItemKey(ItemKind.IP_SET, "kube-router-svip");
    ItemKey entry = new ItemKey(ItemKind.SET_ENTRY, "kube-router-svip 10.96.0.10");
    assertThat(applier.apply(new Planner(desired, observed).delta(List.of(set)), observed))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.message())
                    .contains("hash:net", "in place of hash:ip", "not ours", "taken out"));
    assertThat(applier.apply(new Planner(desired, observed).delta(List.of(entry)), observed))
        .singleElement()
        .satisfies(failure -> assertThat(failure.heldBack()).isTrue());
    assertThat(set(IpFamily.IPV4).entries()).hasSize(1);
  }
}
