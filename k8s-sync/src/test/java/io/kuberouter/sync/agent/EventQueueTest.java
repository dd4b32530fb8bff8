package io.kuberouter.sync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.cluster.ClusterEvent;
import io.kuberouter.sync.cluster.IpText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EventQueueTest {

  private final EventQueue queue = new EventQueue();

  private static ClusterEvent event(int number) {
    return new ClusterEvent.Rejected("subject", Integer.toString(number));
  }

  @Test
  void eventsComeInTheirOrderAndASourceWaitsWhileTheQueueIsFull() throws InterruptedException {
    Thread source =
        new Thread(
            () -> {
              for (int i = 0; i < 20_000; i++) {
                queue.add(event(i));
              }
            });
    source.start();
    TimeUnit.MILLISECONDS.sleep(50); // it is held up long before the end
    assertThat(source.isAlive()).isTrue();
    for (int i = 0; i < 20_000; i++) {
      assertThat(queue.poll(TimeUnit.SECONDS.toNanos(60))).isEqualTo(event(i));
    }
    source.join();
    assertThat(queue.poll(0)).isNull();
  }

  @Test
  void ofALearnedRouteOnlyTheLastWordCountsAndAMillionOfThemDoNotFillTheQueue()
      throws InterruptedException {
    Cidr four = Cidr.parse("10.244.1.0/24");
    Cidr six = Cidr.parse("fd24:0:0:1::/64");
    Optional<InetAddress> hop = Optional.of(IpText.parse("10.99.0.12"));
    for (int i = 0; i < 1_000_000; i++) {
      queue.learn(four, i % 2 == 0 ? hop : Optional.empty());
    }
    queue.learn(six, Optional.of(IpText.parse("fd99::12")));
    queue.add(event(1));
    assertThat(queue.poll(0)).as("woken once").isNull();
    assertThat(queue.poll(0)).isEqualTo(event(1));
    List<String> taken = new ArrayList<>();
    queue.takeRoutes((cidr, via) -> taken.add(cidr + " " + via.map(IpText::format).orElse("gone")));
    assertThat(taken).containsExactlyInAnyOrder("10.244.1.0/24 gone", "fd24:0:0:1::/64 fd99::12");
    queue.learn(four, hop);
    queue.takeRoutes((cidr, via) -> assertThat(via).isEqualTo(hop));
  }

  @Test
  void aClosedQueueHoldsNobodyUp() throws InterruptedException {
    Thread loop =
        new Thread(
            () -> {
              try {
                queue.poll(TimeUnit.MINUTES.toNanos(1));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    loop.start();
    TimeUnit.MILLISECONDS.sleep(20);
    queue.close();
    loop.join(60_000);
    assertThat(loop.isAlive()).isFalse();
    for (int i = 0; i < 10_000; i++) {
      queue.add(event(i)); // dropped, at once
    }
    assertThat(queue.isClosed()).isTrue();
  }
}
