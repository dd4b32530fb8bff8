package io.kuberouter.netlink.connection;

import static io.kuberouter.netlink.OwnNamespace.ip;
import static io.kuberouter.netlink.OwnNamespace.tool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.conntrack.client.ConntrackClient;
import io.kuberouter.conntrack.client.KernelConntrackClient;
import io.kuberouter.netfilter.ipset.SetChange;
import io.kuberouter.netfilter.ipset.SetDefinition;
import io.kuberouter.netfilter.ipset.client.IpSetClient;
import io.kuberouter.netfilter.ipset.client.KernelIpSetClient;
import io.kuberouter.netlink.GenericFamily;
import io.kuberouter.netlink.KernelException;
import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetlinkProtocol;
import io.kuberouter.netlink.NetworkNamespace;
import io.kuberouter.netlink.OwnNamespace;
import io.kuberouter.route.Link;
import io.kuberouter.route.LinkKind;
import io.kuberouter.route.LinkSettings;
import io.kuberouter.route.RouteChange;
import io.kuberouter.route.RouteEvent;
import io.kuberouter.route.RouteGroup;
import io.kuberouter.route.client.KernelRouteClient;
import io.kuberouter.route.client.KernelRouteEvents;
import io.kuberouter.route.client.RouteClient;
import io.kuberouter.route.client.RouteEvents;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sockets of the running kernel: families, namespaces, events, what ends a wait. */
class KernelConnectionTest {

  @Test
  void aFamilyIsFoundWithItsOperationsAndGroupsAndAskedForOnce() throws Exception {
    try (NetlinkConnection connection =
        NetlinkConnection.open(NetlinkProtocol.GENERIC, NetlinkOptions.DEFAULT)) {
      GenericFamily controller = connection.family("nlctrl");
      assertThat(controller.id()).isEqualTo(16);
      assertThat(controller.version()).isPositive();
      assertThat(controller.operations()).contains(3); // CTRL_CMD_GETFAMILY
      assertThat(controller.groups()).containsKey("notify");
      assertThat(connection.family("nlctrl")).isSameAs(controller);
      assertThatThrownBy(() -> connection.family("no-such-family"))
          .isInstanceOfSatisfying(KernelException.class, e -> assertThat(e.isNotFound()).isTrue())
          .hasMessageContaining("no-such-family");
    }
  }

  @Test
  void aNamespaceIsReachedByNameAndByProcessWithoutMovingTheCaller() throws Exception {
    OwnNamespace.run(
        () -> {
          String name = "nlc-" + ProcessHandle.current().pid();
          tool("ip", "netns", "add", name);
          Process inside = new ProcessBuilder("ip", "netns", "exec", name, "sleep", "3600").start();
          try {
            Path mine = Path.of("/proc/thread-self/ns/net");
            String before = Files.readSymbolicLink(mine).toString();
            NetworkNamespace there = NetworkNamespace.named(name);
            try (RouteClient client = KernelRouteClient.open(NetlinkOptions.DEFAULT.in(there))) {
              assertThat(
                      client.apply(
                          List.of(
                              new RouteChange.AddLink(
                                  "only-there", new LinkKind.Bridge(), LinkSettings.NONE))))
                  .containsExactly(Optional.empty());
              assertThat(client.links()).extracting(Link::name).contains("only-there");
            }
            assertThat(Files.readSymbolicLink(mine)).hasToString(before);
            assertThat(ip("link")).doesNotContain("only-there");
            assertThat(ip("-n", name, "link")).contains("only-there");
            Path its = Path.of("/proc/" + inside.pid() + "/ns/net");
            while (Files.readSymbolicLink(its).toString().equals(before)) {
              Thread.sleep(10); // it enters the namespace after it has begun
            }
            try (RouteClient client =
                KernelRouteClient.open(
                    NetlinkOptions.DEFAULT.in(NetworkNamespace.ofPid(inside.pid())))) {
              assertThat(client.link("only-there")).isPresent();
            }
          } finally {
            inside.destroy();
            inside.waitFor();
            tool("ip", "netns", "del", name);
          }
          assertThatThrownBy(
                  () ->
                      KernelRouteClient.open(
                          NetlinkOptions.DEFAULT.in(NetworkNamespace.named("no-such"))))
              .isInstanceOfSatisfying(
                  KernelException.class, e -> assertThat(e.isNotFound()).isTrue())
              .hasMessageContaining("/run/netns/no-such");
          assertThatThrownBy(
                  () ->
                      KernelRouteClient.open(
                          NetlinkOptions.DEFAULT.in(
                              new NetworkNamespace(Path.of("/proc/self/ns/mnt")))))
              .isInstanceOf(KernelException.class)
              .hasMessageContaining("setns");
          return null;
        });
  }

  @Test
  void closingEndsTheWaitOfAnotherThread() throws Exception {
    OwnNamespace.run( // where nobody else changes rules
        () -> {
          RouteEvents events = KernelRouteEvents.open(Set.of(RouteGroup.IPV6_RULE));
          CompletableFuture<RouteEvent> wait =
              CompletableFuture.supplyAsync(
                  () -> {
                    try {
                      return events.take();
                    } catch (java.io.IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  });
          Thread.sleep(100); // it is to wait already, but need not
          assertThat(wait).isNotDone();
          events.close();
          events.close();
          assertThatThrownBy(() -> wait.get(60, TimeUnit.SECONDS))
              .isInstanceOf(ExecutionException.class)
              .hasRootCauseInstanceOf(ClosedChannelException.class);
          assertThatThrownBy(events::take).isInstanceOf(ClosedChannelException.class);
          return null;
        });
  }

  @Test
  void anEventThatDoesNotComeIsWaitedForAsLongAsAsked() throws Exception {
    OwnNamespace.run(
        () -> {
          try (RouteEvents events = KernelRouteEvents.open(Set.of(RouteGroup.LINK))) {
            long begun = System.nanoTime();
            assertThat(events.poll(Duration.ofMillis(50))).isEmpty();
            assertThat(System.nanoTime() - begun)
                .isBetween(TimeUnit.MILLISECONDS.toNanos(50), TimeUnit.SECONDS.toNanos(60));
          }
          return null;
        });
  }

  @Test
  void eventsThatFindNoRoomAreLostAndTheNextOnesCome() throws Exception {
    OwnNamespace.run(
        () -> {
          try (RouteEvents events =
                  KernelRouteEvents.open(
                      Set.of(RouteGroup.LINK),
                      NetlinkOptions.DEFAULT.withReceiveBufferBytes(4096));
              RouteClient client = KernelRouteClient.open()) {
            client.apply(
                List.of(new RouteChange.AddLink("br0", new LinkKind.Bridge(), LinkSettings.NONE)));
            List<RouteChange> changes = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
              changes.add(new RouteChange.SetLink("br0", LinkSettings.NONE.mtu(1300 + i)));
            }
            client.apply(changes);
            List<RouteEvent> all = new ArrayList<>();
            Optional<RouteEvent> next = events.poll(Duration.ofMinutes(1));
            while (next.isPresent()) {
              all.add(next.get());
              next = events.poll(Duration.ofMillis(50));
            }
            assertThat(all).contains(new RouteEvent.Lost()).hasSizeLessThan(100);
            client.apply(List.of(new RouteChange.DeleteLink("br0")));
            assertThat(events.take()).isInstanceOf(RouteEvent.LinkRemoved.class);
          }
          return null;
        });
  }

  @Test
  void whoMayNotChangeAnythingIsToldSoByTheKernel() throws Exception {
    OwnNamespace.run(
        () -> {
          OwnNamespace.dropCapabilities();
          try (RouteClient client = KernelRouteClient.open()) {
            assertThat(client.link("lo")).isPresent();
            assertThat(
                    client.apply(
                        List.of(
                            new RouteChange.AddLink(
                                "br0", new LinkKind.Bridge(), LinkSettings.NONE))))
                .singleElement()
                .satisfies(
                    result ->
                        assertThat(result)
                            .hasValueSatisfying(
                                e -> {
                                  assertThat(e.isPermissionDenied()).isTrue();
                                  assertThat(e)
                                      .hasMessageStartingWith(
                                          "ip link add br0 type bridge: EPERM (operation not"
                                              + " permitted)");
                                }));
          }
          return null;
        });
  }

  /** {@code nfnetlink_rcv} refuses the first request of a datagram, and takes none behind it. */
  @Test
  void whoMayNotChangeSetsIsToldSoForEachOfThem() throws Exception {
    OwnNamespace.run(
        () -> {
          try (IpSetClient sets = KernelIpSetClient.open();
              ConntrackClient conntrack = KernelConntrackClient.open()) {
            OwnNamespace.dropCapabilities();
            for (int changes : new int[] {1, 2, 300}) {
              SetChange create =
                  new SetChange.Create(SetDefinition.builder("a", "hash:ip").build());
              assertThat(sets.apply(Collections.nCopies(changes, create)))
                  .hasSize(changes)
                  .allSatisfy(
                      result ->
                          assertThat(result)
                              .hasValueSatisfying(
                                  e -> assertThat(e.isPermissionDenied()).isTrue()));
            }
            assertThatThrownBy(conntrack::flush)
                .isInstanceOfSatisfying(
                    KernelException.class, e -> assertThat(e.isPermissionDenied()).isTrue());
          }
          return null;
        });
  }

  @Test
  void manyThreadsShareAConnection() throws Exception {
    OwnNamespace.run(
        () -> {
          try (RouteClient client = KernelRouteClient.open()) {
            List<CompletableFuture<Integer>> all =
                IntStream.range(0, 8)
                    .mapToObj(
                        i ->
                            CompletableFuture.supplyAsync(
                                () -> {
                                  try {
                                    int found = 0;
                                    for (int n = 0; n < 50; n++) {
                                      found += client.link("lo").isPresent() ? 1 : 0;
                                      found += client.links().size();
                                      found += client.link("none").isPresent() ? 1 : 0;
                                    }
                                    return found;
                                  } catch (java.io.IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                  }
                                }))
                    .toList();
            int links = client.links().size();
            for (CompletableFuture<Integer> one : all) {
              assertThat(one.get(120, TimeUnit.SECONDS)).isEqualTo(50 * (1 + links));
            }
          }
          return null;
        });
  }
}
