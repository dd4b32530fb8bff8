package io.kuberouter.sync.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Time is a number of nanoseconds here. */
class RepairsTest {

  private static final ItemKey ONE = new ItemKey(ItemKind.ROUTE, "one");
  private static final ItemKey OTHER = new ItemKey(ItemKind.ROUTE, "other");
  private static final long SECOND = 1_000_000_000;
  private static final long START = Long.MAX_VALUE - SECOND; // the clock may run over

  private final Repairs repairs = new Repairs();

  @Test
  void theFirstComesAtOnceAndTheNextInItsTurn() {
    assertThat(repairs.admit(Set.of(ONE), START)).containsExactly(ONE);
    assertThat(repairs.untilNext(START)).isEqualTo(Long.MAX_VALUE);
    assertThat(repairs.admit(Set.of(ONE, OTHER), START + 3)).containsExactly(OTHER);
    assertThat(repairs.untilNext(START + 3)).isEqualTo(SECOND - 3);
    assertThat(repairs.take(START + SECOND - 1)).isEmpty();
    assertThat(repairs.take(START + SECOND)).containsExactly(ONE);
    assertThat(repairs.untilNext(START + SECOND)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void oneThatIsChangedAgainAndAgainComesOncePerSecond() {
    int admitted = 0;
    for (int i = 0; i < 100; i++) {
      long now = START + i * SECOND / 10;
      admitted += repairs.admit(Set.of(ONE), now).size();
      admitted += repairs.take(now).size();
    }
    assertThat(admitted).isBetween(9, 11);
  }
}
