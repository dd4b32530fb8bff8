package io.kuberouter.sync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.ipvs.client.IpvsClient;
import io.kuberouter.process.ToolRunner;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.dataplane.IpvsSource;
import io.kuberouter.sync.dataplane.KernelModules;
import io.kuberouter.sync.dataplane.NodeIo;
import io.kuberouter.sync.plan.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node whose kernel has not loaded IPVS: that is a step of the plan like any other. */
@Timeout(300)
class MissingModuleTest {

  private static final AgentOptions OPTIONS = AgentFixture.options(false, true, true);

  @TempDir private Path folder;
  private AgentFixture agent;

  @BeforeEach
  void node() throws IOException {
    agent = new AgentFixture(folder, OPTIONS);
    Files.delete(agent.node.module("ip_vs"));
  }

  private boolean serves() throws IOException {
    return agent.servers("10.96.0.10") == 1 && agent.servers("fd96::a:10") == 1;
  }

  @Test
  void isLoadedBeforeWhatNeedsIt() throws Exception {
    assertThat(PlanText.format(agent.plan())).startsWith("modprobe ip_vs  # ");
    agent.withAgent(() -> agent.await(() -> serves() && agent.plan().isEmpty()));
    Files.delete(agent.node.module("ip_vs"));
    assertThat(PlanText.format(agent.plan())).contains("modprobe ip_vs");
  }

  /** What was opened before the module went is of no use when it is there again. */
  @Test
  void isLoadedAgainWhileTheAgentRunsAndItsClientOpenedAgain() throws Exception {
    NodeIo io = agent.io;
    IpvsSource source = io.ipvs().orElseThrow();
    AtomicBoolean stale = new AtomicBoolean();
    IpvsSource late =
        new IpvsSource() {
          @Override
          public IpvsClient client() throws IOException {
            if (stale.get()) {
              throw new IOException("the generic netlink family has another number now");
            }
            return source.client();
          }

          @Override
          public void reopen() {
            stale.set(false);
          }
        };
    agent.io = io.withIpvs(late);
    agent.withAgent(
        () -> {
          agent.await(this::serves);
          stale.set(true);
          Files.delete(agent.node.module("ip_vs"));
          agent.node.routes().overrun(); // all is looked at again
          agent.await(() -> !stale.get() && agent.plan().isEmpty());
        });
  }

  @Test
  void withoutItThePoliciesAreServedAndServicesWait() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    ToolRunner refuses =
        (command, input) -> {
          tries.incrementAndGet();
          return new ToolRunner.Result(1, "", "modprobe: FATAL: Module ip_vs not found.");
        };
    agent.io = agent.io.withModules(new KernelModules(folder.resolve("node"), refuses));
    agent.withAgent(
        () -> {
          agent.await(() -> tries.get() > 1);
          List<String> left = PlanText.format(agent.plan()).lines().toList();
          assertThat(left).anyMatch(line -> line.startsWith("modprobe ip_vs "));
          assertThat(left).noneMatch(line -> line.startsWith("iptables "));
          assertThat(left).noneMatch(line -> line.startsWith("ip6tables "));
          assertThat(carries("10.96.0.10")).as("no service, no address").isFalse();
          Files.createDirectories(agent.node.module("ip_vs")); // by somebody on the host
          agent.await(() -> serves() && agent.plan().isEmpty());
          assertThat(carries("10.96.0.10")).isTrue();
        });
  }

  private boolean carries(String address) throws IOException {
    return agent.node.routes().addresses().stream()
        .anyMatch(found -> found.address().address().getHostAddress().equals(address));
  }
}
