package io.kuberouter.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.netlink.NetworkNamespace;
import io.kuberouter.netlink.Octets;
import io.kuberouter.route.client.RouteClient;
import io.kuberouter.route.client.RouteEvents;
import io.kuberouter.route.testkit.FakeRouteClient;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FakeRouteClientTest extends RouteClientContract {

  @Override
  void with(Body body) throws Exception {
    try (RouteClient fake = new FakeRouteClient()) {
      body.run(fake);
    }
  }

  @Override
  RouteEvents events(RouteClient client, Set<RouteGroup> groups) {
    return ((FakeRouteClient) client).events(groups);
  }

  @Test
  void failsOnDemand() throws Exception {
    try (FakeRouteClient fake = new FakeRouteClient()) {
      RouteChange add = add("br0", new LinkKind.Bridge());
      fake.faults().failNext(RouteChange.AddLink.class::isInstance, 12);
      assertThat(errnos(fake, add, add)).containsExactly(12, 0);
      fake.faults().failAll(change -> true, 16);
      assertThat(errnos(fake, new RouteChange.DeleteLink("br0"))).containsExactly(16);
      assertThat(errnos(fake, new RouteChange.DeleteLink("br0"))).containsExactly(16);
      fake.faults().heal();
      assertThat(errnos(fake, new RouteChange.DeleteLink("br0"))).containsExactly(0);
    }
  }

  @Test
  void listenersLoseEventsOnDemandAndAreClosed() throws Exception {
    FakeRouteClient fake = new FakeRouteClient();
    RouteEvents events = fake.events(Set.of(RouteGroup.LINK));
    fake.overrun();
    assertThat(events.take()).isEqualTo(new RouteEvent.Lost());
    assertThat(events.poll(Duration.ofMillis(1))).isEmpty();
    events.close();
    assertThatThrownBy(events::take).isInstanceOf(ClosedChannelException.class);
    fake.close();
    assertThatThrownBy(fake::links).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void aLinkGoesIntoANamespaceThatIsThere() throws Exception {
    try (FakeRouteClient fake = new FakeRouteClient(Set.of("ifb"))) {
      NetworkNamespace there = NetworkNamespace.named("blue");
      LinkKind pair = new LinkKind.Veth("eth0", Optional.of(there));
      LinkKind ifb = new LinkKind.Other("ifb", Octets.EMPTY);
      assertThat(errnos(fake, add("veth0", pair), add("ifb7", ifb))).containsExactly(ENOENT, 0);
      fake.addNamespace(there);
      all(fake, add("veth0", pair), new RouteChange.MoveLink("ifb7", there));
      assertThat(fake.links()).extracting(Link::name).containsExactly("lo", "veth0");
    }
  }
}
