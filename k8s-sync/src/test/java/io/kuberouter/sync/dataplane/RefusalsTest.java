package io.kuberouter.sync.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.diff.Edit;
import io.kuberouter.iptables.diff.TableChange;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.ipvs.Protocol;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.ipvs.VirtualService;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.Phase;
import io.kuberouter.sync.plan.PlanStep;
import io.kuberouter.text.ParseException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What waits for what was refused, and that finding it out costs no more where much was. */
class RefusalsTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Addresses by number, and the steps for what they stand for. */
  private record Family(IpFamily family) {

    boolean six() {
      return family == IpFamily.IPV6;
    }

    String address(int number) {
      return six()
          ? "fd96::" + Integer.toHexString(0x1000 + number)
          : "10.96." + number / 250 + "." + (1 + number % 250);
    }

    String set(String name) {
      return (six() ? "inet6:" : "") + name;
    }

    Item service(int number, int port) {
      ServiceKey key = new ServiceKey.ByAddress(IpText.parse(address(number)), Protocol.TCP, port);
      return new Item.IpvsService(VirtualService.of(key, "rr"));
    }

    PlanStep vip(int number) {
      int length = six() ? 128 : 32;
      return create(new Item.Address("kube-dummy-if", IpText.parse(address(number)), length, 0));
    }

    PlanStep accept(int number) {
      return entry("kube-router-svip-prt", address(number) + ",tcp:80");
    }

    PlanStep gate(int number) {
      return entry("kube-router-svip", address(number));
    }

    PlanStep pod(int number) {
      return entry("kube-router-local-pods", address(number));
    }

    private PlanStep entry(String set, String element) {
      return create(new Item.SetEntry(set(set), element, false));
    }

    Rule jump(int number) {
      try {
        return RuleText.parse(family, "-d " + address(number) + " -j KUBE-POD-FW-" + number);
      } catch (ParseException e) {
        throw new AssertionError(e);
      }
    }

    PlanStep jumps(int from, int to) {
      List<Edit> edits = new ArrayList<>();
      List<Rule> rules = new ArrayList<>();
      for (int i = from; i < to; i++) {
        rules.add(jump(i));
        edits.add(new Edit.Insert(rules.size(), jump(i)));
      }
      String name = "KUBE-ROUTER-FORWARD";
      TableChange change = new TableChange("filter", List.of(), Map.of(name, edits), List.of());
      Map<ChainKey, Optional<List<Rule>>> result =
          Map.of(new ChainKey(family, "filter", name), Optional.of(rules));
      return new PlanStep(
          Phase.FIREWALL,
          new PlanStep.EditTable(family, change, result, Map.of(), Map.of(), Set.of()),
          "test");
    }
  }

  private static PlanStep create(Item item) {
    return new PlanStep(Phase.FILES, new PlanStep.Create(item), "test");
  }

  private final Observed observed = new Observed();
  private final Refusals refusals = new Refusals();
  private final Outcome outcome = new Outcome(observed, refusals);

  private void refuse(PlanStep step) {
    outcome.failed(step, "refused by the test");
  }

  private Optional<String> waitsFor(PlanStep step) {
    return refusals.waitsFor(step, observed);
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void anAddressWaitsUntilOneOfItsServicesIsThere(IpFamily ip) {
    Family family = new Family(ip);
    refuse(create(family.service(1, 80)));
    refuse(create(family.service(1, 443)));
    assertThat(waitsFor(family.vip(1))).hasValueSatisfying(w -> assertThat(w).contains(":80"));
    assertThat(waitsFor(family.vip(2))).isEmpty();
    outcome.done(create(family.service(1, 443)));
    assertThat(waitsFor(family.vip(1))).isEmpty();
    Item there = family.service(1, 443);
    outcome.done(new PlanStep(Phase.DELETE_SERVICES, new PlanStep.Delete(there), "test"));
    assertThat(waitsFor(family.vip(1))).as("only the refused one is left").isPresent();
    outcome.done(create(family.service(1, 80)));
    assertThat(waitsFor(family.vip(1))).isEmpty();
    assertThat(refusals.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void theGateWaitsForEachAccept(IpFamily ip) {
    Family family = new Family(ip);
    PlanStep other = family.entry("kube-router-svip-prt", family.address(1) + ",udp:53");
    refuse(family.accept(1));
    refuse(other);
    assertThat(waitsFor(family.gate(1))).isPresent();
    assertThat(waitsFor(family.gate(2))).isEmpty();
    outcome.done(family.accept(1));
    assertThat(waitsFor(family.gate(1))).hasValueSatisfying(w -> assertThat(w).contains(",udp:53"));
    outcome.done(other);
    assertThat(waitsFor(family.gate(1))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void aPodWaitsForTheRuleThatLeadsToItsChain(IpFamily ip) {
    Family family = new Family(ip);
    PlanStep edit = family.jumps(1, 4);
    outcome.inPieces(
        edit,
        (PlanStep.EditTable) edit.change(),
        List.of(
            new PiecewiseEdit.Refusal(
                "KUBE-ROUTER-FORWARD", Optional.of(family.jump(2)), "refused by the test")));
    assertThat(waitsFor(family.pod(2)))
        .hasValueSatisfying(w -> assertThat(w).contains("KUBE-ROUTER-FORWARD"));
    assertThat(waitsFor(family.pod(1))).isEmpty();
    assertThat(waitsFor(family.pod(3))).isEmpty();
    IpFamily otherFamily = family.six() ? IpFamily.IPV4 : IpFamily.IPV6;
    assertThat(waitsFor(new Family(otherFamily).pod(2))).isEmpty();
    outcome.done(edit);
    assertThat(waitsFor(family.pod(2))).isEmpty();
    refuse(edit);
    assertThat(waitsFor(family.pod(3))).as("the tool itself did not work").isPresent();
    refusals.clear();
    assertThat(waitsFor(family.pod(3))).isEmpty();
  }

  @Test
  void aRefusedRuleOfAnotherTableHoldsNoPodBack() throws Exception {
    Rule hairpin = RuleText.parse(IpFamily.IPV4, "-s 10.96.0.2 -d 10.96.0.2 -j KUBE-POD-FW-1");
    TableChange change =
        new TableChange(
            "nat",
            List.of(),
            Map.of("KUBE-ROUTER-HAIRPIN", List.of(new Edit.Insert(1, hairpin))),
            List.of());
    refuse(
        new PlanStep(
            Phase.FIREWALL,
            new PlanStep.EditTable(IpFamily.IPV4, change, Map.of(), Map.of(), Map.of(), Set.of()),
            "test"));
    assertThat(waitsFor(new Family(IpFamily.IPV4).pod(1))).isEmpty();
  }

  /** Bytes allocated are a count of looks that no slow machine changes. */
  private long workForAHundredSteps(Family family, int refused) {
    refusals.clear();
    for (int i = 0; i < refused; i++) {
      refuse(create(family.service(i, 80)));
      refuse(family.accept(i));
      observed.put(family.service(refused + i, 80));
    }
    refuse(family.jumps(0, refused));
    List<PlanStep> steps = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      for (int of : List.of(i, 2 * refused + i)) { // one that waits, one that does not
        steps.addAll(List.of(family.vip(of), family.gate(of), family.pod(of)));
      }
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    List<PlanStep> ready = outcome.ready(steps);
    long work = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(ready).hasSize(steps.size() / 2);
    return work;
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void aLookCostsTheSameHoweverMuchWasRefused(IpFamily ip) {
    Family family = new Family(ip);
    workForAHundredSteps(family, 100); // classes are loaded
    long few = workForAHundredSteps(family, 200);
    long many = workForAHundredSteps(family, 2000);
    assertThat(many).as("for ten times as many refusals").isLessThan(2 * few);
  }
}
