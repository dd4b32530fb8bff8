package io.kuberouter.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.diff.ChainDiffer;
import io.kuberouter.iptables.diff.Edit;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChainDifferTest {

  private static Rule rule(int number) throws ParseException {
    return RuleText.parse(IpFamily.IPV4, "-p tcp --dport " + (1000 + number) + " -j ACCEPT");
  }

  private static List<Rule> apply(List<Rule> from, List<Edit> edits) {
    List<Rule> rules = new ArrayList<>(from);
    for (Edit edit : edits) {
      if (edit instanceof Edit.Insert insert) {
        rules.add(insert.position() - 1, insert.rule());
      } else if (edit instanceof Edit.Delete delete) {
        rules.remove(delete.position() - 1);
      }
    }
    return rules;
  }

  @Test
  void theEditsMakeTheOtherList() throws Exception {
    Random random = new Random(20261124);
    for (int round = 0; round < 2000; round++) {
      List<Rule> from = new ArrayList<>();
      List<Rule> to = new ArrayList<>();
      for (int i = random.nextInt(20); i > 0; i--) {
        from.add(rule(random.nextInt(8)));
      }
      for (int i = random.nextInt(20); i > 0; i--) {
        to.add(rule(random.nextInt(8)));
      }
      assertThat(apply(from, ChainDiffer.diff(from, to))).isEqualTo(to);
    }
  }

  @Test
  void whatStaysIsNotTouched() throws Exception {
    List<Rule> from = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      from.add(rule(i));
    }
    List<Rule> to = new ArrayList<>(from);
    to.remove(1500);
    to.add(700, rule(5000));
    assertThat(ChainDiffer.diff(from, to)).hasSize(2);
    assertThat(ChainDiffer.diff(from, from)).isEmpty();
  }
}
