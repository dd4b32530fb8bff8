package io.kuberouter.sync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FullPassesTest {

  private static final long SECOND = 1_000_000_000L;

  private static FullPasses passes(long now) {
    return new FullPasses(Duration.ofMinutes(5), now);
  }

  /** A machine's clock may start anywhere, and so may the sums overflow. */
  @ParameterizedTest
  @ValueSource(longs = {0, -7 * SECOND, Long.MAX_VALUE - 3 * SECOND})
  void oneFollowsTheOtherAfterThePeriod(long now) {
    FullPasses passes = passes(now);
    assertThat(passes.untilNext(now)).isZero();
    passes.started(now);
    assertThat(passes.untilNext(now + SECOND)).isEqualTo(299 * SECOND);
    passes.retry(now + 2 * SECOND);
    assertThat(passes.untilNext(now + 2 * SECOND)).isEqualTo(SECOND);
  }

  @Test
  void whatFailsIsTriedLessAndLessOften() {
    FullPasses passes = passes(0);
    List<Long> waits = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 8; i++) {
      passes.started(now);
      passes.stepsFailed(now, true);
      waits.add(passes.untilNext(now) / SECOND);
      now += passes.untilNext(now);
    }
    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    passes.started(now);
    passes.succeeded();
    assertThat(passes.untilNext(now)).isEqualTo(300 * SECOND);
    passes.stepsFailed(now, true);
    assertThat(passes.untilNext(now)).as("from the start again").isEqualTo(SECOND);
  }

  /** Pods come and go all the time: each brings a device. */
  @Test
  void devicesThatComeUpWhileSomethingFailsAskForAPassEveryFiveSecondsAtMost() {
    FullPasses passes = passes(0);
    int count = 0;
    long now = 0;
    for (int i = 0; i < 6; i++) { // until the retries are a minute apart
      passes.started(now);
      passes.stepsFailed(now, true);
      now += passes.untilNext(now);
    }
    long end = now + 600 * SECOND;
    for (; now < end; now += SECOND / 10) {
      if (passes.untilNext(now) <= 0) {
        passes.started(now);
        passes.stepsFailed(now, true);
        count++;
      }
      passes.cameUp(now);
    }
    assertThat(count).isEqualTo(600 / 5);
  }

  @Test
  void aDeviceThatComesUpRightAfterAPassIsNotForgotten() {
    FullPasses passes = passes(0);
    for (int i = 0; i < 7; i++) {
      passes.stepsFailed(0, true);
    }
    passes.started(0);
    passes.stepsFailed(0, true);
    assertThat(passes.untilNext(0)).isEqualTo(60 * SECOND);
    passes.cameUp(SECOND);
    assertThat(passes.untilNext(SECOND)).isEqualTo(4 * SECOND);
    passes.cameUp(2 * SECOND);
    assertThat(passes.untilNext(2 * SECOND)).isEqualTo(3 * SECOND);
  }

  @Test
  void longAfterAPassItIsAtOnce() {
    FullPasses passes = passes(0);
    for (int i = 0; i < 8; i++) {
      passes.stepsFailed(0, true);
    }
    passes.started(0);
    passes.stepsFailed(0, true);
    passes.cameUp(20 * SECOND);
    assertThat(passes.untilNext(20 * SECOND)).isZero();
  }

  @Test
  void whatNoDeviceMendsIsTriedLessAndLessOften() {
    FullPasses passes = passes(0);
    for (int i = 0; i < 8; i++) {
      passes.stepsFailed(0, false);
    }
    passes.started(0);
    passes.stepsFailed(0, false);
    passes.cameUp(20 * SECOND);
    assertThat(passes.untilNext(20 * SECOND)).isEqualTo(40 * SECOND);
  }

  @Test
  void whatADeviceHasMendedIsForgotten() {
    FullPasses passes = passes(0);
    passes.stepsFailed(0, true);
    for (int i = 0; i < 7; i++) {
      passes.started(0);
      passes.stepsFailed(0, false);
    }
    passes.cameUp(20 * SECOND);
    assertThat(passes.untilNext(20 * SECOND)).isEqualTo(40 * SECOND);
  }

  @Test
  void withoutFailuresADeviceAsksForNothingButLostEventsDo() {
    FullPasses passes = passes(0);
    passes.started(0);
    passes.succeeded();
    passes.cameUp(SECOND);
    assertThat(passes.untilNext(SECOND)).isEqualTo(299 * SECOND);
    passes.lost(SECOND);
    assertThat(passes.untilNext(SECOND)).isEqualTo(4 * SECOND);
    passes.by(5 * SECOND + 1);
    assertThat(passes.untilNext(SECOND)).as("what comes sooner stays").isEqualTo(4 * SECOND);
  }
}
