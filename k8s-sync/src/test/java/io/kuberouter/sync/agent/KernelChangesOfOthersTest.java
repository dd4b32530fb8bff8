package io.kuberouter.sync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.LinkSettings;
import io.kuberouter.route.ObservedAddress;
import io.kuberouter.route.RouteChange;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.testkit.FakeNode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What somebody else does to our objects in the kernel is undone long before a full pass. */
@Timeout(60)
class KernelChangesOfOthersTest {

  private static final AgentOptions OPTIONS = AgentFixture.options(false, false, true);

  @TempDir private Path folder;
  private AgentFixture agent;
  private FakeNode node;

  @BeforeEach
  void cluster() throws IOException {
    agent = new AgentFixture(folder, OPTIONS);
    node = agent.node;
  }

  private void apply(RouteChange... changes) throws IOException {
    assertThat(node.routes().apply(List.of(changes))).containsOnly(Optional.empty());
  }

  private void converged() throws Exception {
    agent.await(() -> agent.servers("10.96.0.10") == 1 && agent.plan().isEmpty());
  }

  private int dummy() throws IOException {
    return node.routes().link("kube-dummy-if").orElseThrow().index();
  }

  private boolean answers(String address) throws IOException {
    return node.routes().match(IpText.parse(address)).filter(r -> r.type() == 2).isPresent();
  }

  @Test
  void addressesAndTheirRoutesComeBackInBothFamilies() throws Exception {
    agent.withAgent(
        () -> {
          converged();
          for (String text : new String[] {"10.96.0.10", "fd96::a:10"}) {
            InetAddress address = IpText.parse(text);
            ObservedAddress found =
                node.routes().addresses(dummy()).stream()
                    .filter(a -> a.address().address().equals(address))
                    .findFirst()
                    .orElseThrow();
            InterfaceAddress there = found.address();
            apply(new RouteChange.DeleteAddress(there));
            agent.await(
                () ->
                    answers(text)
                        && node.routes().addresses(dummy()).stream()
                            .anyMatch(a -> a.address().address().equals(address)));
          }
          agent.await(() -> agent.plan().isEmpty());
        });
  }

  @Test
  void aDeviceComesBackWithAllThatItCarriedAndItsSetting() throws Exception {
    Path setting = node.io().procSys().resolve("net/ipv4/conf/kube-dummy-if/rp_filter");
    agent.withAgent(
        () -> {
          converged();
          Files.createDirectories(setting.getParent());
          Files.writeString(setting, "1\n"); // a kernel gives a new device its default
          apply(new RouteChange.DeleteLink("kube-dummy-if"));
          agent.await(
              () ->
                  node.routes().link("kube-dummy-if").isPresent()
                      && answers("10.96.0.10")
                      && answers("fd96::a:20"));
          agent.await(() -> agent.plan().isEmpty());
          agent.await(() -> Files.readString(setting).strip().equals("2"));
        });
  }

  @Test
  void aDeviceThatIsSetDownComesUpAndItsRoutesWithIt() throws Exception {
    agent.withAgent(
        () -> {
          converged();
          apply(new RouteChange.SetLink("kube-dummy-if", LinkSettings.NONE.up(false)));
          agent.await(
              () ->
                  node.routes().link("kube-dummy-if").orElseThrow().up() && answers("10.96.0.10"));
          agent.await(() -> agent.plan().isEmpty());
        });
  }

  @Test
  void twoWhoDisagreeDoNotKeepTheKernelBusy() throws Exception {
    AtomicInteger made = new AtomicInteger();
    InetAddress address = IpText.parse("10.96.0.10");
    agent.withAgent(
        () -> {
          converged();
          int dummy = dummy();
          long begun = System.nanoTime();
          while (made.get() < 4) {
            for (ObservedAddress found : node.routes().addresses(dummy)) {
              if (found.address().address().equals(address)) {
                made.incrementAndGet();
                apply(new RouteChange.DeleteAddress(found.address()));
              }
            }
            Thread.sleep(2);
          }
          // put back at once, and then twice, a second later each
          assertThat(Duration.ofNanos(System.nanoTime() - begun))
              .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(60));
          agent.await(() -> agent.plan().isEmpty());
        });
  }

  @Test
  void lostEventsMakeTheAgentLookAtEverything() throws Exception {
    agent.withAgent(
        () -> {
          converged();
          Path setting = node.io().procSys().resolve("net/ipv4/vs/conntrack");
          Files.writeString(setting, "0\n"); // of which nobody tells
          node.routes().overrun();
          agent.await(() -> Files.readString(setting).strip().equals("1"));
        });
  }

  /** Waits until nothing is written any more, for longer than the kernel's own routes may take. */
  private void quiet(AtomicInteger writes) throws Exception {
    agent.await(
        () -> {
          int before = writes.get();
          Thread.sleep(1500);
          return writes.get() == before;
        });
  }

  /** Each event of an own write says what is known: no step follows from it. */
  @Test
  void ownWritesAreNotRepaired() throws Exception {
    AtomicInteger writes = new AtomicInteger();
    node.routes()
        .faults()
        .failAll(
            change -> {
              writes.incrementAndGet();
              return false;
            },
            1);
    agent.withAgent(
        () -> {
          converged();
          quiet(writes);
          int before = writes.get();
          agent.write("more", AgentFixture.service("more", 30));
          agent.await(() -> agent.servers("fd96::a:30") == 0 && agent.plan().isEmpty());
          quiet(writes);
          assertThat(writes.get() - before)
              .as("an address and its route in each family, and the kernel's own that goes")
              .isBetween(4, 6);
        });
  }
}
