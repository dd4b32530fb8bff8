package io.kuberouter.sync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.diff.Edit;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A node that takes the steps of plans one by one, and holds each against the rules of order. */
final class SimulatedNode {

  private static final Pattern SET = Pattern.compile("--match-set (\\S+) ");
  private static final Pattern JUMP = Pattern.compile("-j (KUBE-\\S+)");

  final Observed observed = new Observed();
  private final Map<String, Set<String>> entriesOf = new HashMap<>();
  private final Map<ChainKey, Set<String>> setsOf = new HashMap<>();
  private final Map<ChainKey, Set<String>> jumpsOf = new HashMap<>();
  private final Map<InetAddress, Integer> servicesAt = new HashMap<>();
  private final Set<String> devices = new HashSet<>(Set.of("eth0"));
  private final DesiredState desired;

  /** Takes plans towards this state. */
  SimulatedNode(DesiredState desired) {
    this.desired = desired;
  }

  void take(Plan plan) {
    Phase reached = Phase.values()[0];
    for (PlanStep step : plan.steps()) {
      assertThat(step.phase()).isGreaterThanOrEqualTo(reached);
      reached = step.phase();
      assertThat(step.reason()).as("every step names its object: %s", step).isNotEmpty();
      if (step.change() instanceof PlanStep.Create create) {
        create(create.item());
        observed.put(create.item());
      } else if (step.change() instanceof PlanStep.Update update) {
        assertThat(observed.get(update.from().key())).contains(update.from());
        observed.put(update.to());
      } else if (step.change() instanceof PlanStep.Delete delete) {
        assertThat(observed.get(delete.item().key())).contains(delete.item());
        observed.remove(delete.item().key());
        delete(delete.item());
      } else if (step.change() instanceof PlanStep.EditTable edit) {
        edit(edit);
      }
      podsAreJudged();
    }
  }

  /** Once a rule asks for it, a pod is among those with rules only while rules for it stand. */
  private void podsAreJudged() {
    for (String prefix : List.of("", "inet6:")) {
      String set = prefix + "kube-router-local-pods";
      if (setsOf.values().stream().noneMatch(names -> names.contains(set))) {
        continue;
      }
      String family = prefix.isEmpty() ? "ip" : "ip6";
      String jumps =
          setsOf.keySet().stream()
              .filter(c -> c.toString().equals(family + " filter KUBE-ROUTER-FORWARD"))
              .flatMap(c -> observed.chain(c).orElseThrow().stream())
              .map(RuleText::format)
              .collect(Collectors.joining("\n"));
      for (String pod : entriesOf.get(set)) {
        assertThat(jumps)
            .as("rules of a pod that is in %s", set)
            .contains("-d " + pod + (prefix.isEmpty() ? "/32 " : "/128 "));
      }
    }
  }

  private void create(Item item) {
    assertThat(observed.get(item.key())).as("made once: %s", item).isEmpty();
    if (item instanceof Item.Device device) {
      devices.add(device.name());
    } else if (item instanceof Item.IpSet set) {
      entriesOf.put(set.name(), new HashSet<>());
    } else if (item instanceof Item.SetEntry entry) {
      assertThat(entriesOf).as("a set is there before its entry").containsKey(entry.set());
      if (entry.set().endsWith("kube-router-svip")) {
        assertThat(entriesOf.get(entry.set() + "-prt"))
            .as("an address leads to the reject only when an accept of it stands")
            .anyMatch(e -> e.startsWith(entry.element() + ","));
      }
      entriesOf.get(entry.set()).add(entry.element());
    } else if (item instanceof Item.IpvsService service) {
      servicesAt.merge(address(service.service().key()), 1, Integer::sum);
    } else if (item instanceof Item.IpvsServer server) {
      assertThat(observed.get(new ItemKey(ItemKind.IPVS_SERVICE, server.service().toString())))
          .as("a service is there before its server")
          .isPresent();
    } else if (item instanceof Item.Address address) {
      assertThat(devices).contains(address.device());
      assertThat(servicesAt)
          .as("an address answers only with its service")
          .containsKey(address.address());
    } else if (item instanceof Item.Route route) {
      assertThat(route.device().isEmpty() || devices.contains(route.device()))
          .as("the device of %s is there", route)
          .isTrue();
    } else if (item instanceof Item.BgpRoute route && route.vip()) {
      assertThat(servicesAt)
          .as("announced only with its service: %s", route)
          .containsKey(route.prefix().address());
    }
  }

  private void delete(Item item) {
    if (item instanceof Item.Device device) {
      devices.remove(device.name());
      for (Item other : observed.items()) {
        assertThat(other instanceof Item.Route r && r.device().equals(device.name()))
            .as("%s goes before its device", other)
            .isFalse();
      }
    } else if (item instanceof Item.IpSet set) {
      entriesOf.remove(set.name());
      assertThat(setsOf.values())
          .as("a set goes after the last rule that names it: %s", set.name())
          .noneMatch(names -> names.contains(set.name()));
    } else if (item instanceof Item.SetEntry entry) {
      Set<String> entries = entriesOf.get(entry.set());
      assertThat(entries).as("the entries of %s go before it", entry.set()).isNotNull();
      entries.remove(entry.element());
      if (entry.set().endsWith("kube-router-svip-prt")) {
        String ip = entry.element().substring(0, entry.element().indexOf(','));
        boolean gate =
            entriesOf.get(entry.set().substring(0, entry.set().length() - 4)).contains(ip);
        assertThat(!gate || entries.stream().anyMatch(e -> e.startsWith(ip + ",")))
            .as("the last accept of %s goes after the gate to the reject", ip)
            .isTrue();
      }
    } else if (item instanceof Item.IpvsService service) {
      InetAddress address = address(service.service().key());
      if (servicesAt.merge(address, -1, Integer::sum) == 0) {
        servicesAt.remove(address);
        for (Item other : observed.items()) {
          assertThat(
                  (other instanceof Item.Address a && a.address().equals(address))
                      || (other instanceof Item.BgpRoute r
                          && r.vip()
                          && r.prefix().address().equals(address)))
              .as("%s goes before the service %s", other, IpText.format(address))
              .isFalse();
        }
      }
    }
  }

  private static InetAddress address(ServiceKey key) {
    return ((ServiceKey.ByAddress) key).address();
  }

  private void edit(PlanStep.EditTable edit) {
    String table = edit.edits().table();
    Map<ChainKey, List<Rule>> after = new TreeMap<>();
    for (String name : edit.edits().createChains()) {
      ChainKey chain = new ChainKey(edit.family(), table, name);
      assertThat(observed.chain(chain)).as("made once: %s", chain).isEmpty();
      after.put(chain, new ArrayList<>());
    }
    edit.edits()
        .chainEdits()
        .forEach(
            (name, edits) -> {
              ChainKey chain = new ChainKey(edit.family(), table, name);
              List<Rule> rules =
                  after.computeIfAbsent(
                      chain, c -> new ArrayList<>(observed.chain(c).orElse(List.of())));
              for (Edit one : edits) {
                if (one instanceof Edit.Insert insert) {
                  rules.add(insert.position() - 1, insert.rule());
                  filled(insert.rule());
                } else if (one instanceof Edit.Delete delete) {
                  rules.remove(delete.position() - 1);
                }
              }
            });
    after.forEach(
        (chain, rules) -> {
          observed.putChain(chain, rules);
          setsOf.put(chain, names(SET, rules));
          jumpsOf.put(chain, names(JUMP, rules));
        });
    for (String name : edit.edits().deleteChains()) {
      ChainKey chain = new ChainKey(edit.family(), table, name);
      observed.removeChain(chain);
      setsOf.remove(chain);
      jumpsOf.remove(chain);
    }
    setsOf.forEach(
        (chain, sets) ->
            assertThat(entriesOf.keySet()).as("sets that %s names", chain).containsAll(sets));
    jumpsOf.forEach(
        (chain, targets) ->
            targets.forEach(
                target ->
                    assertThat(observed.chain(new ChainKey(chain.family(), chain.table(), target)))
                        .as("%s leads to %s", chain, target)
                        .isPresent()));
  }

  /** A rule stands only when the sets that it asks hold all that they should. */
  private void filled(Rule rule) {
    for (String set : names(SET, List.of(rule))) {
      if (set.endsWith("kube-router-svip")) {
        continue; // the gate opens after the accepts
      }
      assertThat(entriesOf).containsKey(set);
      for (ItemKey key : desired.keys()) {
        if (key.kind() == ItemKind.SET_ENTRY && key.id().startsWith(set + " ")) {
          assertThat(entriesOf.get(set)).contains(key.id().substring(set.length() + 1));
        }
      }
    }
  }

  private static Set<String> names(Pattern pattern, List<Rule> rules) {
    Set<String> names = new HashSet<>();
    for (Rule rule : rules) {
      Matcher matcher = pattern.matcher(RuleText.format(rule) + " ");
      while (matcher.find()) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }
}
