package io.kuberouter.bgp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.fsm.FsmEvent;
import io.kuberouter.bgp.number.IpAddresses;
import io.kuberouter.bgp.testkit.ManualTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTimersTest {

  private final ManualTimers clock = new ManualTimers();
  private final List<FsmEvent.Kind> fired = new ArrayList<>();
  private Runnable unread = () -> {};
  private final SessionTimers timers =
      new SessionTimers(
          clock,
          PeerConfig.builder(IpAddresses.parse("2001:db8::1"), 65000).build(),
          event -> fired.add(event.kind()),
          () -> unread.run());

  private void speaks() {
    timers.heardOctets();
    timers.heard();
  }

  @Test
  void aNeighbourThatSpokeWhileTheLoopWasBusyIsHeardBeforeItsTimeIsUp() {
    timers.startHold(3000);
    unread = this::speaks; // waits in the socket
    clock.advance(Duration.ofMillis(3000));
    assertThat(fired).isEmpty();
    unread = () -> {};
    clock.advance(Duration.ofMillis(2999));
    assertThat(fired).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(fired).containsExactly(FsmEvent.Kind.HOLD_TIMER_EXPIRES);
  }

  @Test
  void whatIsReadLateMayEndTheSessionWhoseTimeIsNotUpThen() {
    timers.startHold(3000);
    unread = timers::stopSession; // a NOTIFICATION
    clock.advance(Duration.ofMinutes(1));
    assertThat(fired).isEmpty();
  }

  @Test
  void octetsThatAreNoMessageKeepNoSessionAlive() {
    timers.startHold(3000);
    unread = timers::heardOctets;
    clock.advance(Duration.ofMillis(3000));
    assertThat(fired).containsExactly(FsmEvent.Kind.HOLD_TIMER_EXPIRES);
  }
}
