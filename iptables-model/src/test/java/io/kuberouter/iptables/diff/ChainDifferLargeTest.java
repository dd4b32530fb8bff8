package io.kuberouter.iptables.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.persistent.PersistentList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lists that share structure, and lists that have little in common. */
class ChainDifferLargeTest {

  private static Rule rule(int number) {
    try {
      return RuleText.parse(IpFamily.IPV4, "-p tcp --dport " + number);
    } catch (io.kuberouter.text.ParseException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Rule> apply(List<Rule> from, List<Edit> edits) {
    List<Rule> rules = new ArrayList<>(from);
    for (Edit edit : edits) {
      if (edit instanceof Edit.Insert insert) {
        assertThat(insert.last()).isEqualTo(insert.position() == rules.size() + 1);
        rules.add(insert.position() - 1, insert.rule());
      } else if (edit instanceof Edit.Delete delete) {
        assertThat(rules.remove(delete.position() - 1)).isEqualTo(delete.rule());
      }
    }
    return rules;
  }

  @Test
  void editedCopies() {
    Random random = new Random(5);
    for (int round = 0; round < 300; round++) {
      List<Rule> start = new ArrayList<>();
      int size = random.nextInt(round % 3 == 0 ? 2000 : 100);
      for (int i = 0; i < size; i++) {
        start.add(rule(random.nextInt(500)));
      }
      PersistentList<Rule> from = PersistentList.of(start);
      PersistentList<Rule> to = from;
      List<Rule> plain = new ArrayList<>(start);
      int edits = random.nextInt(30);
      for (int i = 0; i < edits; i++) {
        int at = random.nextInt(plain.size() + 1);
        Rule rule = rule(1000 + random.nextInt(9));
        if (at < plain.size() && random.nextBoolean()) {
          to = random.nextBoolean() ? to.removed(at) : to.with(at, rule);
          if (to.size() < plain.size()) {
            plain.remove(at);
          } else {
            plain.set(at, rule);
          }
        } else {
          to = to.inserted(at, rule);
          plain.add(at, rule);
        }
      }
      assertThat(to).isEqualTo(plain);
      List<Edit> script = ChainDiffer.diff(from, to);
      assertThat(apply(from, script)).isEqualTo(plain);
      assertThat(script.size()).isLessThanOrEqualTo(2 * edits);
    }
  }

  @Test
  void shuffledLists() {
    List<Rule> from = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      from.add(rule(i));
    }
    List<Rule> to = new ArrayList<>(from);
    Collections.shuffle(to.subList(500, 2500), new Random(3));
    List<Edit> script = ChainDiffer.diff(from, to);
    assertThat(apply(from, script)).isEqualTo(to);
    assertThat(script.size()).as("some stay").isLessThan(2 * 1990);
  }
}
