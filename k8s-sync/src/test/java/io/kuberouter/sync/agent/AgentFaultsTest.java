package io.kuberouter.sync.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.restore.RestoreScript;
import io.kuberouter.netfilter.ipset.text.SetEntryText;
import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.LinkKind;
import io.kuberouter.route.LinkSettings;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteChange;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.config.PolicyOptions;
import io.kuberouter.sync.plan.PlanText;
import io.kuberouter.sync.testkit.FakeNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on a node stays where it is, and mends itself. */
@Timeout(60)
class AgentFaultsTest {

  private static final int EPERM = 1;

  private static final AgentOptions WITHOUT_ROUTER = AgentFixture.options(false, true, true);

  @TempDir private Path folder;

  private AgentFixture agent;
  private FakeNode node;

  @BeforeEach
  void cluster() throws IOException {
    start(WITHOUT_ROUTER);
  }

  private void start(AgentOptions options) throws IOException {
    agent = new AgentFixture(folder, options);
    node = agent.node;
  }

  private void apply(RouteChange... changes) throws IOException {
    assertThat(node.routes().apply(List.of(changes))).containsOnly(Optional.empty());
  }

  private void converge() throws Exception {
    agent.withAgent(
        () ->
            agent.await(
                () ->
                    agent.servers("10.96.0.10") == 1
                        && agent.servers("fd96::a:10") == 1
                        && agent.plan(WITHOUT_ROUTER).isEmpty()));
  }

  @Test
  void planesThatAreOffBelongToSomebodyElse() throws Exception {
    converge();
    apply(
        new RouteChange.AddLink(
            "tun-e443169117a",
            LinkKind.Tunnel.of(
                LinkKind.TunnelType.IPIP,
                Optional.of(IpText.parse("10.99.0.11")),
                Optional.of(IpText.parse("10.0.0.1"))),
            LinkSettings.UP));
    int tunnel = node.routes().link("tun-e443169117a").orElseThrow().index();
    apply(
        new RouteChange.AddRoute(
            Route.to(IpText.parse("10.244.7.0"), 24).dev(tunnel).protocol(17)));
    node.io()
        .netfilter()
        .restore(
            IpFamily.IPV4,
            new RestoreScript(
                "*filter\n-A FORWARD -i kube-bridge -m comment --comment \"allow outbound traffic from"
                    + " pods\" -j ACCEPT\nCOMMIT\n",
                List.of()));
    assertThat(PlanText.format(agent.plan(WITHOUT_ROUTER))).isEmpty();
    assertThat(PlanText.format(agent.plan(AgentFixture.options(false, false, true)))).isEmpty();
    assertThat(PlanText.format(agent.plan(AgentFixture.options(false, true, false)))).isEmpty();
  }

  @Test
  void withoutTheCniFileAndTheSpeakersAddressTheRestConverges() throws Exception {
    start(AgentFixture.options(true, true, true)); // nobody may listen on 10.99.0.11 here
    assertThat(agent.cniConf()).doesNotExist();
    agent.withAgent(
        () ->
            agent.await(
                () ->
                    agent.servers("fd96::a:10") == 1
                        && PlanText.format(agent.plan()).matches("edit .*\n")));
    Files.writeString(agent.cniConf(), "{\"type\":\"bridge\",\"ipam\":{}}");
    agent.withAgent(
        () -> agent.await(() -> Files.readString(agent.cniConf()).contains("\"fd24::/64\"")));
  }

  @Test
  void theNodesOwnNetworksAndAddressesAreFollowed() throws Exception {
    start(AgentFixture.options(true, true, true));
    Files.writeString(agent.cniConf(), "{\"type\":\"bridge\",\"ipam\":{}}");
    agent.write("base", AgentFixture.node("")); // no networks were given to it yet
    agent.withAgent(
        () -> {
          agent.await(() -> agent.servers("10.96.0.10") == 1);
          assertThat(agent.cniConf()).content().doesNotContain("subnet");
          int eth0 = node.routes().link("eth0").orElseThrow().index();
          apply(
              new RouteChange.AddAddress(
                  new InterfaceAddress(eth0, IpText.parse("10.99.1.7"), 24, 0)));
          agent.write("base", AgentFixture.node("10.244.0.0/24, 'fd24::/64'"));
          agent.await(() -> Files.readString(agent.cniConf()).contains("\"fd24::/64\""));
          agent.await(
              () ->
                  node.sets().sets().stream()
                      .flatMap(s -> s.entries().stream())
                      .anyMatch(e -> SetEntryText.format(e).equals("10.99.1.7")));
        });
  }

  @Test
  void aDeviceThatWasSetDownComesUpAgain() throws Exception {
    converge();
    apply(new RouteChange.SetLink("kube-dummy-if", LinkSettings.NONE.up(false)));
    assertThat(PlanText.format(agent.plan())).contains("ip link set kube-dummy-if up");
    converge();
    assertThat(node.routes().link("kube-dummy-if").orElseThrow().up()).isTrue();
  }

  /** A fault of our own in the middle of a change: the agent goes on and makes up for it. */
  @Test
  void anUnexpectedExceptionDoesNotEndTheAgent() throws Exception {
    AtomicInteger thrown = new AtomicInteger();
    node.ipvs()
        .failAll(
            change -> {
              if (thrown.getAndIncrement() == 0) {
                throw new IllegalStateException("a fault of the test");
              }
              return false;
            },
            EPERM);
    converge();
    assertThat(thrown).hasValueGreaterThan(1);
  }

  @Test
  void defaultDenyNeedsTheNodesPodNetworks() throws Exception {
    AgentOptions options =
        new AgentOptions(
            WITHOUT_ROUTER.common(),
            WITHOUT_ROUTER.proxy(),
            new PolicyOptions(WITHOUT_ROUTER.policy().syncPeriod(), true, false),
            WITHOUT_ROUTER.router());
    assertThat(agent.plan(options).isEmpty()).isFalse();
    agent.write("base", AgentFixture.node(""));
    assertThatThrownBy(() -> agent.plan(options))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("node1", "--netpol-default-deny", "spec.podCIDRs");
  }
}
