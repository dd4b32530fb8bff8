package io.kuberouter.bgp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SelectorLoopTest {

  private final AtomicLong done = new AtomicLong();

  private void again(SelectorLoop loop) {
    done.incrementAndGet();
    loop.execute(() -> again(loop));
  }

  @Test
  void whoeverHasMuchToSayKeepsNeitherTimersNorTurnsWaiting() throws Exception {
    CompletableFuture<Long> timer = new CompletableFuture<>();
    CompletableFuture<Long> turn = new CompletableFuture<>();
    try (SelectorLoop loop = new SelectorLoop("test")) {
      loop.atEndOfTurn(() -> turn.complete(done.get()));
      loop.execute(() -> loop.after(1, () -> timer.complete(done.get())));
      loop.execute(() -> again(loop)); // without end
      loop.start();
      assertThat(turn.get(30, TimeUnit.SECONDS)).isBetween(1L, 2000L);
      assertThat(timer.get(30, TimeUnit.SECONDS)).isPositive();
    }
  }
}
