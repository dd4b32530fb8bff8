package io.kuberouter.sync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.route.LinkSettings;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteChange;
import io.kuberouter.route.RouteEvent;
import io.kuberouter.route.RouteGroup;
import io.kuberouter.route.client.RouteEvents;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.dataplane.Ledger;
import io.kuberouter.sync.dataplane.NodeObserver;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.testkit.FakeNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learned routes that others take away; time is a number of nanoseconds here. */
class RouteUpkeepTest {

  private static final AgentOptions OPTIONS = AgentFixture.options(true, false, false);
  private static final long PERIOD = OPTIONS.router().injectedRoutesSyncPeriod().toNanos();
  private static final ItemKey IPV4 = new ItemKey(ItemKind.ROUTE, "254 1 10.244.2.0/24 metric 0");
  private static final ItemKey IPV6 =
      new ItemKey(ItemKind.ROUTE, "254 1 fd24:0:0:2::/64 metric 1024");

  @TempDir private Path folder;
  private FakeNode node;
  private RouteEvents events;
  private RouteUpkeep upkeep;
  private Observed observed = new Observed();
  private final DesiredState desired = new DesiredState();
  private final List<Route> routes = new ArrayList<>();

  @BeforeEach
  void learned() throws IOException {
    node = new FakeNode(folder, "10.99.0.11/24", "fd99::11/64");
    Route of4 = Route.to(IpText.parse("10.244.2.0"), 24).via(IpText.parse("10.99.0.12"));
    Route of6 = Route.to(IpText.parse("fd24:0:0:2::"), 64).via(IpText.parse("fd99::12"));
    routes.add(of4.protocol(17));
    routes.add(of6.protocol(17).metric(1024));
    routes.forEach(route -> apply(new RouteChange.AddRoute(route)));
    NodeObserver observer = new NodeObserver(node.io(), OPTIONS, Ledger.open(folder));
    observed = observer.observe(desired);
    upkeep = new RouteUpkeep(OPTIONS, observer, 0);
    events = node.routes().events(EnumSet.allOf(RouteGroup.class));
    assertThat(observed.get(IPV4)).isPresent();
    assertThat(observed.get(IPV6)).isPresent();
  }

  private void apply(RouteChange change) {
    try {
      assertThat(node.routes().apply(List.of(change))).containsExactly(Optional.empty());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Set<ItemKey> told(long now) throws IOException {
    List<RouteEvent> all = new ArrayList<>();
    Optional<RouteEvent> event = events.poll(Duration.ZERO);
    while (event.isPresent()) {
      all.add(event.get());
      event = events.poll(Duration.ZERO);
    }
    return upkeep.told(all, desired, observed, now);
  }

  @Test
  void thatOneIsGoneIsToldByTheKernel() throws IOException {
    routes.forEach(route -> apply(new RouteChange.DeleteRoute(route)));
    assertThat(told(1)).containsExactlyInAnyOrder(IPV4, IPV6);
    assertThat(observed.get(IPV4)).isEmpty();
    assertThat(observed.get(IPV6)).isEmpty();
  }

  @Test
  void withoutAnyEventItIsFoundAfterThePeriod() throws IOException {
    routes.forEach(route -> apply(new RouteChange.DeleteRoute(route)));
    assertThat(upkeep.untilNext(PERIOD - 1)).isEqualTo(1);
    assertThat(upkeep.untilNext(PERIOD)).isZero();
    assertThat(upkeep.due(desired, observed, PERIOD)).containsExactlyInAnyOrder(IPV4, IPV6);
    assertThat(upkeep.untilNext(PERIOD)).isEqualTo(PERIOD);
    assertThat(upkeep.due(desired, observed, 2 * PERIOD)).as("known since").isEmpty();
  }

  /** Of what a device takes with it the kernel tells only a part. */
  @Test
  void whatGoesWithADeviceIsLookedFor() throws IOException {
    apply(new RouteChange.SetLink("eth0", LinkSettings.NONE.up(false)));
    List<RouteEvent> linkAlone =
        List.of(new RouteEvent.LinkSet(node.routes().link("eth0").orElseThrow()));
    assertThat(upkeep.told(linkAlone, desired, observed, 1)).containsExactlyInAnyOrder(IPV4, IPV6);
    assertThat(upkeep.takeCameUp()).isFalse();
    apply(new RouteChange.SetLink("eth0", LinkSettings.UP));
    assertThat(told(2)).isEmpty();
    assertThat(upkeep.takeCameUp()).as("the routes may be made again").isTrue();
  }

  @Test
  void whatIsAsKnownAsksForNothing() throws IOException {
    routes.forEach(route -> apply(new RouteChange.ReplaceRoute(route)));
    Route foreign = Route.to(IpText.parse("10.7.0.0"), 16).via(IpText.parse("10.99.0.1"));
    apply(new RouteChange.AddRoute(foreign));
    assertThat(told(1)).isEmpty();
  }

  @Test
  void oneThatNobodyAskedForIsToldAsWell() throws IOException {
    Route more = Route.to(IpText.parse("10.244.9.0"), 24).via(IpText.parse("10.99.0.9"));
    apply(new RouteChange.AddRoute(more.protocol(17)));
    assertThat(told(1))
        .containsExactly(new ItemKey(ItemKind.ROUTE, "254 1 10.244.9.0/24 metric 0"));
  }
}
