package io.kuberouter.sync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.netlink.NetlinkOptions;
import io.kuberouter.netlink.NetworkNamespace;
import io.kuberouter.route.RouteEvent;
import io.kuberouter.route.client.KernelRouteClient;
import io.kuberouter.route.client.KernelRouteEvents;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.dataplane.KernelWatch;
import io.kuberouter.sync.dataplane.Ledger;
import io.kuberouter.sync.dataplane.NodeIo;
import io.kuberouter.sync.dataplane.NodeObserver;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.testkit.FakeNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ip} does to learned routes in a network namespace, as the kernel tells of it. */
@Timeout(300)
class KernelEventsTest {

  private static final AgentOptions OPTIONS = AgentFixture.options(true, false, false);
  private static final ItemKey IPV4 = new ItemKey(ItemKind.ROUTE, "254 1 10.244.2.0/24 metric 0");
  private static final ItemKey IPV6 =
      new ItemKey(ItemKind.ROUTE, "254 1 fd24:0:0:2::/64 metric 1024");
  private static final ItemKey RULE = new ItemKey(ItemKind.POLICY_RULE, "v4 10.244.0.0/24 77");

  private final String namespace = "kernel-events-" + ProcessHandle.current().pid();
  private final BlockingQueue<RouteEvent> told = new LinkedBlockingQueue<>();
  private final DesiredState desired = new DesiredState();
  @TempDir private Path folder;
  private KernelRouteClient client;
  private KernelWatch watch;
  private RouteUpkeep upkeep;
  private Observed observed = new Observed();

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  private void ip(String words) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip", "-n", namespace));
    command.addAll(List.of(words.split(" ")));
    assertThat(run(command.toArray(String[]::new))).as(words).isZero();
  }

  @BeforeEach
  void node() throws Exception {
    Assumptions.assumeTrue(
        run("ip", "netns", "add", namespace) == 0, "may not make a network namespace: not root");
    ip("link add eth0 type veth peer name far");
    ip("link set far up");
    ip("addr add 10.99.0.11/24 dev eth0");
    ip("addr add fd99::11/64 dev eth0 nodad");
    ip("link set eth0 up");
    ip("route add 10.244.2.0/24 via 10.99.0.12 proto 17");
    ip("-6 route add fd24:0:0:2::/64 via fd99::12 proto 17 metric 1024");
    ip("rule add from 10.244.0.0/24 lookup 77");
    NetlinkOptions there = NetlinkOptions.DEFAULT.in(NetworkNamespace.named(namespace));
    client = KernelRouteClient.open(there);
    NodeIo io =
        new FakeNode(folder)
            .io()
            .withRoutes(client, groups -> KernelRouteEvents.open(groups, there));
    watch = KernelWatch.start(io.routeEvents(), told::add);
    NodeObserver observer = new NodeObserver(io, OPTIONS, Ledger.open(folder));
    observed = observer.observe(desired);
    upkeep = new RouteUpkeep(OPTIONS, observer, 0);
    for (ItemKey key : List.of(IPV4, IPV6, RULE)) {
      assertThat(observed.get(key)).as(key.toString()).isPresent();
    }
  }

  @AfterEach
  void removeNode() throws Exception {
    if (watch != null) {
      watch.close();
      client.close();
    }
    run("ip", "netns", "del", namespace);
  }

  /** Takes events until so many items are known to be others, at most for a minute. */
  private Set<ItemKey> changed(int most) throws Exception {
    Set<ItemKey> all = new HashSet<>();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (all.size() < most && System.nanoTime() < end) {
      RouteEvent event = told.poll(100, TimeUnit.MILLISECONDS);
      if (event != null) {
        all.addAll(upkeep.told(List.of(event), desired, observed, System.nanoTime()));
      }
    }
    return all;
  }

  /** A look at the routes may be ahead of the events. */
  private boolean comesUp() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    boolean up = upkeep.takeCameUp();
    while (!up && System.nanoTime() < end) {
      RouteEvent event = told.poll(100, TimeUnit.MILLISECONDS);
      if (event != null) {
        upkeep.told(List.of(event), desired, observed, System.nanoTime());
      }
      up = upkeep.takeCameUp();
    }
    return up;
  }

  @Test
  void whatIsDeletedIsTold() throws Exception {
    ip("route del 10.244.2.0/24");
    ip("-6 route del fd24:0:0:2::/64");
    ip("rule del from 10.244.0.0/24 lookup 77");
    assertThat(changed(3)).containsExactlyInAnyOrder(IPV4, IPV6, RULE);
    assertThat(observed.get(IPV4)).isEmpty();
  }

  /** Of the IPv4 routes that go with a device the kernel tells nothing. */
  @Test
  void whatGoesWithADeviceOrAnAddressIsFound() throws Exception {
    ip("link set eth0 down");
    assertThat(changed(2)).containsExactlyInAnyOrder(IPV4, IPV6);
    ip("link set eth0 up");
    ip("route add 10.244.2.0/24 via 10.99.0.12 proto 17");
    TimeUnit.MILLISECONDS.sleep(1100); // an item is put back once a second
    assertThat(changed(1)).contains(IPV4);
    assertThat(observed.get(IPV4)).isPresent();
    assertThat(comesUp()).isTrue();
    TimeUnit.MILLISECONDS.sleep(1100);
    ip("addr del 10.99.0.11/24 dev eth0");
    assertThat(changed(1)).contains(IPV4);
    assertThat(observed.get(IPV4)).isEmpty();
  }

  /** A route of somebody else, and ours written again as it is. */
  @Test
  void whatIsNotOursOrAsKnownAsksForNothing() throws Exception {
    ip("route add 10.7.0.0/16 via 10.99.0.1");
    ip("route replace 10.244.2.0/24 via 10.99.0.12 proto 17");
    ip("rule add from 10.9.0.0/24 lookup 77"); // the last one, which is of interest
    assertThat(changed(1)).containsExactly(new ItemKey(ItemKind.POLICY_RULE, "v4 10.9.0.0/24 77"));
  }
}
