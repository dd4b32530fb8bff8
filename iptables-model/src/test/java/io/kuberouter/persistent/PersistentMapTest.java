package io.kuberouter.persistent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PersistentMapTest {

  /** A key whose hash code collides with others. */
  private record Key(int number) {
    @Override
    public int hashCode() {
      return number % 50;
    }
  }

  @Test
  void isAMapUnderManySeededChangesAndTellsEveryDifference() {
    Random random = new Random(3);
    PersistentMap<Key, Integer> map = PersistentMap.empty();
    Map<Key, Integer> model = new LinkedHashMap<>();
    List<PersistentMap<Key, Integer>> versions = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      Key key = new Key(random.nextInt(300));
      if (random.nextInt(3) == 0) {
        map = map.without(key);
        model.remove(key);
      } else {
        map = map.with(key, 1000 + i);
        model.put(key, 1000 + i);
      }
      if (i % 200 == 0) {
        assertThat(map.entries()).isEqualTo(List.copyOf(model.entrySet()));
        assertThat(map.size()).isEqualTo(model.size());
        assertThat(map).isEqualTo(PersistentMap.of(model.values(), inverse(model)::get));
        versions.add(map);
      }
    }
    for (PersistentMap<Key, Integer> from : versions) {
      PersistentMap<Key, Integer> to = versions.get(random.nextInt(versions.size()));
      assertThat(applied(from, to)).isEqualTo(to).hasSameHashCodeAs(to);
    }
  }

  private static Map<Integer, Key> inverse(Map<Key, Integer> map) {
    Map<Integer, Key> inverse = new HashMap<>();
    map.forEach((k, v) -> inverse.put(v, k));
    return inverse;
  }

  private static PersistentMap<Key, Integer> applied(
      PersistentMap<Key, Integer> from, PersistentMap<Key, Integer> to) {
    List<PersistentMap<Key, Integer>> result = new ArrayList<>(List.of(from));
    from.compare(
        to,
        new PersistentMap.Differences<>() {
          @Override
          public void removed(Key key, Integer value) {
            assertThat(from.get(key)).hasValue(value);
            assertThat(to.get(key)).isEmpty();
            result.set(0, result.get(0).without(key));
          }

          @Override
          public void added(Key key, Integer value) {
            assertThat(from.get(key)).isEmpty();
            result.set(0, result.get(0).with(key, value));
          }

          @Override
          public void replaced(Key key, Integer old, Integer value) {
            assertThat(old).isEqualTo(from.get(key).orElseThrow());
            result.set(0, result.get(0).with(key, value));
          }
        });
    return result.get(0);
  }

  @Test
  void comparingACopyLooksAtNothingButWhatChanged() {
    int[] asked = {0};
    record Counted(int number, int[] asked) {
      @Override
      public int hashCode() {
        return number;
      }

      @Override
      public boolean equals(Object other) {
        asked[0]++;
        return other instanceof Counted c && c.number == number;
      }
    }
    PersistentMap<Counted, String> map = PersistentMap.empty();
    for (int i = 0; i < 100_000; i++) {
      map = map.with(new Counted(i, asked), "same");
    }
    PersistentMap<Counted, String> changed =
        map.without(new Counted(77, asked)).with(new Counted(200_000, asked), "new");
    asked[0] = 0;
    List<Integer> seen = new ArrayList<>();
    map.compare(
        changed,
        new PersistentMap.Differences<>() {
          @Override
          public void removed(Counted key, String value) {
            seen.add(-key.number);
          }

          @Override
          public void added(Counted key, String value) {
            seen.add(key.number);
          }

          @Override
          public void replaced(Counted key, String from, String to) {
            seen.add(0);
          }
        });
    assertThat(seen).containsExactlyInAnyOrder(-77, 200_000);
    assertThat(asked[0]).isLessThan(64);
  }
}
