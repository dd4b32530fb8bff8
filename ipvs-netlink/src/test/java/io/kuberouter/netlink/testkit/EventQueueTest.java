package io.kuberouter.netlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventQueueTest {

  @Test
  void eventsComeInTheirOrderToWhoWaitsForThem() throws Exception {
    EventQueue<Integer> queue = new EventQueue<>();
    assertThat(queue.poll(Duration.ofMillis(1))).isEmpty();
    CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> taken(queue));
    queue.add(1);
    assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(1);
    queue.add(2);
    queue.add(3);
    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.take()).isEqualTo(2);
    assertThat(queue.poll(Duration.ZERO)).contains(3);
  }

  private static int taken(EventQueue<Integer> queue) {
    try {
      return queue.take();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aWaitEndsWhenItIsClosedOrInterrupted() throws Exception {
    EventQueue<Integer> queue = new EventQueue<>();
    Thread.currentThread().interrupt();
    assertThatThrownBy(queue::take).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> taken(queue));
    queue.close();
    assertThatThrownBy(() -> waiting.get(60, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(ClosedChannelException.class);
    queue.add(1);
    assertThatThrownBy(() -> queue.poll(Duration.ofDays(1)))
        .isInstanceOf(ClosedChannelException.class);
    assertThat(queue.isClosed()).isTrue();
  }
}
