package io.kuberouter.ipset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kuberouter.ipset.canonical.SetCanonicalizer;
import io.kuberouter.ipset.diff.SetDiff;
import io.kuberouter.ipset.diff.SetDiffPolicy;
import io.kuberouter.ipset.diff.SetDiffer;
import io.kuberouter.ipset.testkit.FakeIpSets;
import io.kuberouter.ipset.testkit.SetCorpus;
import io.kuberouter.ipset.text.SetScript;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetDifferTest {

  static IpSets sets(String script) throws Exception {
    FakeIpSets fake = new FakeIpSets();
    fake.apply(SetScript.parse(script));
    return SetCanonicalizer.canonical(fake.list());
  }

  private static List<String> lines(List<SetChange> changes) {
    return changes.stream().map(SetChange::line).toList();
  }

  private static SetDiff diff(IpSets from, IpSets to) {
    return SetDiffer.diff(from, to, SetDiffPolicy.all());
  }

  @Test
  void setsAreMadeAndFilledBeforeTheRulesAndGoAfter() throws Exception {
    IpSets from = sets("create gone hash:ip\ncreate l list:set\nadd l gone\ncreate k hash:ip");
    IpSets to = sets("create new hash:net\nadd new 10.0.0.0/8\ncreate k hash:ip\nadd k 10.0.0.1");
    SetDiff diff = diff(from, to);
    assertThat(lines(diff.before()))
        .containsExactlyInAnyOrder(
            "create new hash:net family inet hashsize 1024 maxelem 65536",
            "add new 10.0.0.0/8",
            "add k 10.0.0.1")
        .first()
        .asString()
        .startsWith("create new");
    assertThat(lines(diff.after())).containsExactly("destroy l", "destroy gone");
    assertThat(diff.text()).contains("ipset add k 10.0.0.1\n", "ipset destroy gone\n");
  }

  @Test
  void equalSetsNeedNothingAndCountersAndRunningTimeAreNoDifference() throws Exception {
    String header = "create a hash:ip timeout 600 counters\n";
    IpSets from =
        sets(header + "add a 10.0.0.1 timeout 17 packets 5 bytes 99\nadd a 10.0.0.2 timeout 0");
    IpSets to = sets(header + "add a 10.0.0.1\nadd a 10.0.0.2 timeout 0");
    assertThat(diff(from, from).isEmpty()).isTrue();
    assertThat(diff(from, to).isEmpty()).isTrue();
    assertThat(
            diff(from, sets(header + "add a 10.0.0.1 timeout 0\nadd a 10.0.0.2 timeout 0")).all())
        .singleElement()
        .isEqualTo(
            new SetChange.Add(
                "a",
                SetScript.element(
                    to.get("a").orElseThrow().definition(), "10.0.0.1 timeout 0 packets 0 bytes 0"),
                true));
  }

  @Test
  void newElementsComeBeforeOldOnesGoUnlessTheSetIsFull() throws Exception {
    assertThat(
            lines(
                diff(
                        sets("create a hash:net\nadd a 10.0.0.0/24"),
                        sets("create a hash:net\nadd a 10.0.0.0/25\nadd a 10.0.0.128/25"))
                    .all()))
        .endsWith("del a 10.0.0.0/24")
        .hasSize(3);
    assertThat(
            lines(
                diff(
                        sets("create a hash:ip maxelem 1\nadd a 10.0.0.1"),
                        sets("create a hash:ip maxelem 1\nadd a 10.0.0.2"))
                    .all()))
        .containsExactly("del a 10.0.0.1", "add a 10.0.0.2");
  }

  @Test
  void aSetOfWhichMostChangesIsSwappedInAndItsLeftOverSpareGoesFirst() {
    IpSets from = IpSets.empty().with(SetCorpus.hosts("a", 1000));
    IpSet few = IpSet.empty(SetCorpus.hosts("a", 0).definition()).with(SetCorpus.host(3));
    String spare = SetDiffPolicy.spareName("a");
    IpSets withLeftOver = from.with(SetCorpus.hosts(spare, 2));
    SetDiff diff = diff(withLeftOver, IpSets.empty().with(few));
    assertThat(lines(diff.all()).stream().map(l -> l.replaceAll(" hash.*", "")))
        .containsExactly(
            "destroy " + spare,
            "create " + spare,
            "add " + spare + " 10.0.0.3",
            "swap a " + spare,
            "destroy " + spare);
    assertThat(
            SetDiffer.diff(from, IpSets.empty().with(few), SetDiffPolicy.all().withoutSwaps())
                .all())
        .hasSize(999);
  }

  @Test
  void countersAreNeverLostToASwap() throws Exception {
    IpSets to = sets("create a hash:ip counters\nadd a 10.1.0.0");
    IpSet many = to.get("a").orElseThrow();
    for (int i = 0; i < 500; i++) {
      many = many.with(SetCorpus.host(i));
    }
    assertThat(diff(to.with(many), to).all())
        .hasSize(500)
        .allMatch(SetChange.Delete.class::isInstance);
  }

  @Test
  void anotherDefinitionIsSwappedInOrMadeAnew() throws Exception {
    IpSets from = sets("create a hash:ip\nadd a 10.0.0.1");
    assertThat(lines(diff(from, sets("create a hash:ip timeout 0\nadd a 10.0.0.1")).all()))
        .hasSize(4)
        .contains("swap a " + SetDiffPolicy.spareName("a"));
    assertThat(lines(diff(from, sets("create a hash:net\nadd a 10.0.0.1")).all()))
        .hasSize(3)
        .startsWith("destroy a");
  }

  @Test
  void aListKeepsItsOrder() throws Exception {
    String members = "create a hash:ip\ncreate b hash:ip\ncreate c hash:ip\ncreate l list:set\n";
    IpSets from = sets(members + "add l a\nadd l b");
    assertThat(lines(diff(from, sets(members + "add l a\nadd l b\nadd l c")).all()))
        .containsExactly("add l c");
    assertThat(lines(diff(from, sets(members + "add l b\nadd l c")).all()))
        .containsExactly("del l a", "add l c");
    assertThat(lines(diff(from, sets(members + "add l b\nadd l a")).all()))
        .containsExactly("del l a", "add l a");
  }

  @Test
  void aSetThatIsMadeAnewLeavesItsListAndComesBack() throws Exception {
    IpSets from = sets("create a hash:ip\ncreate b hash:ip\ncreate l list:set\nadd l a\nadd l b");
    IpSets to = sets("create a hash:net\ncreate b hash:ip\ncreate l list:set\nadd l a\nadd l b");
    assertThat(lines(diff(from, to).all()))
        .containsExactly(
            "del l a",
            "destroy a",
            "create a hash:net family inet hashsize 1024 maxelem 65536",
            "del l b",
            "add l a",
            "add l b");
  }

  @Test
  void aListThatIsSwappedInIsFilledOnceThoughAMemberIsMadeAnew() throws Exception {
    FakeIpSets fake = new FakeIpSets();
    fake.apply(SetScript.parse("create a hash:ip\ncreate l list:set size 4\nadd l a"));
    IpSets to = sets("create a hash:net\ncreate l list:set size 8\nadd l a");
    fake.apply(diff(SetCanonicalizer.canonical(fake.list()), to).all());
    assertThat(diff(SetCanonicalizer.canonical(fake.list()), to).isEmpty()).isTrue();
  }

  @Test
  void whatIsNotOursIsNeitherTouchedNorTaken() throws Exception {
    SetDiffPolicy ours = SetDiffPolicy.ofPrefix("KUBE-");
    IpSets from = sets("create docker hash:ip\nadd docker 10.0.0.1\ncreate KUBE-A hash:ip");
    assertThat(lines(SetDiffer.diff(from, IpSets.empty(), ours).all()))
        .containsExactly("destroy KUBE-A");
    IpSets takes = sets("create docker hash:ip\nadd docker 10.0.0.2");
    assertThatThrownBy(() -> SetDiffer.diff(from, takes, ours))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("set docker is not ours");
  }
}
