package io.kuberouter.bgp.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.bgp.number.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages, slots and groups against maps, beyond the sizes at which they grow. */
class PackedTablesTest {

  private static Prefix any(Random random, boolean six) {
    return six
        ? new Prefix(true, 0x2001_0db8_0000_0000L | random.nextInt(30), random.nextInt(300), 128)
        : new Prefix(false, (long) random.nextInt(20_000) << 40, 0, 24 + random.nextInt(2));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void prefixesKeepTheirNumbers(boolean six) {
    Random random = new Random(six ? 6 : 4);
    PrefixIndex index = new PrefixIndex(six);
    Map<Prefix, Integer> expected = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      Prefix prefix = any(random, six);
      if (random.nextInt(3) == 0 && expected.containsKey(prefix)) {
        index.remove(expected.remove(prefix));
        assertThat(index.find(prefix.high(), prefix.low(), prefix.length())).isEqualTo(-1);
        continue;
      }
      int number = index.add(prefix.high(), prefix.low(), prefix.length());
      Integer before = expected.put(prefix, number);
      assertThat(before).as("the number of " + prefix).isIn(null, number);
    }
    assertThat(index.size()).isEqualTo(expected.size()).isGreaterThan(4096);
    assertThat(expected.values()).doesNotHaveDuplicates();
    expected.forEach(
        (prefix, number) -> {
          assertThat(index.find(prefix.high(), prefix.low(), prefix.length())).isEqualTo(number);
          assertThat(index.prefix(number)).isEqualTo(prefix);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 5000, PrefixGroups.LIMIT})
  void groupsKeepTheOrderOfTheirPrefixes(int keys) {
    Random random = new Random(keys);
    PrefixGroups groups = new PrefixGroups();
    for (int round = 0; round < 3; round++) {
      groups.clear();
      Map<Long, List<Integer>> expected = new LinkedHashMap<>();
      for (int prefix = 0; !groups.isFull(); prefix++) {
        long key = (long) random.nextInt(keys) << 32;
        expected.computeIfAbsent(key, k -> new ArrayList<>()).add(prefix);
        groups.add(prefix, key);
      }
      Map<Long, List<Integer>> found = new LinkedHashMap<>();
      for (int group = 0; group < groups.count(); group++) {
        List<Integer> prefixes = new ArrayList<>();
        for (int at = groups.head(group); at >= 0; at = groups.after(at)) {
          prefixes.add(groups.prefix(at));
        }
        found.put(groups.key(group), prefixes);
      }
      assertThat(found).isEqualTo(expected);
      assertThat(found.keySet()).containsExactlyElementsOf(expected.keySet());
    }
  }

  @Test
  void whatIsMarkedWaitsOnceInOrder() {
    DirtySet dirty = new DirtySet();
    for (int i = 0; i < 100_000; i++) {
      dirty.mark(i * 3);
      dirty.mark(i * 3);
    }
    assertThat(dirty.size()).isEqualTo(100_000);
    for (int i = 0; i < 100_000; i++) {
      assertThat(dirty.poll()).isEqualTo(i * 3);
    }
    assertThat(dirty.poll()).isEqualTo(-1);
    dirty.mark(5);
    assertThat(dirty.contains(5)).isTrue();
    assertThat(dirty.poll()).isEqualTo(5);
  }

  @Test
  void beyondTheQueueEachIsFoundOnceByItsBit() {
    Random random = new Random(7);
    DirtySet dirty = new DirtySet();
    Set<Integer> waiting = new HashSet<>();
    for (int round = 0; round < 40; round++) {
      for (int i = random.nextInt(2 * DirtySet.LARGE); i > 0; i--) {
        int number = random.nextInt(500_000);
        dirty.mark(number);
        waiting.add(number);
      }
      for (int i = random.nextInt(3 * DirtySet.LARGE); i > 0 && !waiting.isEmpty(); i--) {
        int number = dirty.poll();
        assertThat(waiting.remove(number)).isTrue();
        assertThat(dirty.contains(number)).isFalse();
      }
      assertThat(dirty.size()).isEqualTo(waiting.size());
    }
    while (dirty.size() > 0) {
      assertThat(waiting.remove(dirty.poll())).isTrue();
    }
    assertThat(waiting).isEmpty();
  }
}
