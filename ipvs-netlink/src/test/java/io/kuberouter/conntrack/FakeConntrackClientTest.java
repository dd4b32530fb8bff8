package io.kuberouter.conntrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.conntrack.client.ConntrackClient;
import io.kuberouter.conntrack.client.FlowEvents;
import io.kuberouter.conntrack.testkit.FakeConntrackClient;
import io.kuberouter.netlink.KernelException;
import java.net.InetAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FakeConntrackClientTest extends ConntrackClientContract {

  @Override
  void with(Body body) throws Exception {
    try (FakeConntrackClient fake = new FakeConntrackClient();
        FlowEvents events = fake.events()) {
      body.run(fake, events);
    }
  }

  @Override
  boolean begins(ConntrackClient client, Flow flow) throws Exception {
    try {
      ((FakeConntrackClient) client).begin(flow);
      return true;
    } catch (KernelException e) {
      assertThat(e.isAlreadyExists()).isTrue();
      return false;
    }
  }

  @Override
  void needsZones() {} // there are some

  @Override
  long counted(ConntrackClient client, InetAddress destination) throws Exception {
    return client.flows(FlowFilter.ALL).stream()
        .filter(flow -> flow.original().destination().equals(destination))
        .count();
  }

  @Test
  void failsOnDemandAndLosesEvents() throws Exception {
    FakeConntrackClient fake = new FakeConntrackClient();
    FlowEvents events = fake.events();
    fake.failNext(1);
    assertThatThrownBy(fake::flush)
        .isInstanceOfSatisfying(
            KernelException.class, e -> assertThat(e.isPermissionDenied()).isTrue());
    fake.flush();
    fake.loseEvents();
    assertThat(events.take()).isEqualTo(new FlowEvent.Lost());
    Flow flow = flow(UDP, "10.0.0.1", 1, "10.0.0.2", 2);
    fake.begin(flow);
    assertThatThrownBy(() -> fake.begin(flow))
        .isInstanceOfSatisfying(
            KernelException.class, e -> assertThat(e.isAlreadyExists()).isTrue());
    assertThat(fake.end(FlowFilter.ALL)).isEqualTo(1);
    events.close();
    assertThatThrownBy(() -> events.poll(Duration.ZERO)) // what was not taken is gone
        .isInstanceOf(ClosedChannelException.class);
    fake.close();
    assertThatThrownBy(fake::flush).isInstanceOf(ClosedChannelException.class);
  }
}
