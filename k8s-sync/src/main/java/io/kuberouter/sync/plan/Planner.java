package io.kuberouter.sync.plan;

import io.kuberouter.conntrack.FlowFilter;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.ipvs.Protocol;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what is with what should be: all of it, or just the keys that changed. */
public final class Planner {

  static final String UNWANTED = "nothing asks for it";

  private final DesiredState desired;
  private final Observed observed;
  private final Draining draining;
  private final long now;

  /** Creates a planner between the two states; unwanted servers go at once. */
  public Planner(DesiredState desired, Observed observed) {
    this(desired, observed, Draining.off(), 0);
  }

  /**
   * Creates a planner between the two states that lets unwanted servers drain.
   *
   * @param now nanoseconds on the clock by which {@code draining} counts
   */
  public Planner(DesiredState desired, Observed observed, Draining draining, long now) {
    this.desired = desired;
    this.observed = observed;
    this.draining = draining;
    this.now = now;
  }

  /** {@return the steps for everything} */
  public Plan full() {
    Set<ItemKey> keys = new HashSet<>(desired.keys());
    observed.items().forEach(item -> keys.add(item.key()));
    NavigableSet<ChainKey> chains = new TreeSet<>(desired.chains());
    observed.chains().forEach(chains::add);
    return plan(keys, chains);
  }

  /** {@return the steps for the items of these keys} */
  public Plan delta(Collection<ItemKey> changed) {
    return plan(changed, new TreeSet<>());
  }

  private Plan plan(Collection<ItemKey> changed, NavigableSet<ChainKey> chains) {
    List<PlanStep> steps = new ArrayList<>();
    Map<ChainKey, Set<ItemKey>> keysOf = new LinkedHashMap<>();
    ReplacedSets replaced = new ReplacedSets(changed, desired, observed);
    replaced.release(steps);
    chains.addAll(replaced.chains());
    NavigableSet<ItemKey> keys = new TreeSet<>(changed);
    keys.addAll(replaced.entries());
    for (ItemKey key : keys) {
      if (replaced.stays(key)) {
        refused(key, steps);
      } else if (replaced.hasEntry(key)) {
        anew(key, steps);
      } else if (key.kind() == ItemKind.CHAIN_PART || key.kind() == ItemKind.HOOK_RULE) {
        chainOf(key)
            .ifPresent(
                chain -> {
                  chains.add(chain);
                  keysOf.computeIfAbsent(chain, c -> new HashSet<>()).add(key);
                });
      } else {
        item(key, steps);
      }
    }
    tables(chains, keysOf, replaced, steps);
    return new Plan(steps);
  }

  /** A chain's key is the start of its items' ids: {@code ip filter CHAIN …}. */
  private static Optional<ChainKey> chainOf(ItemKey key) {
    String[] words = key.id().split(" ", 4);
    return Optional.of(
        new ChainKey(words[0].equals("ip6") ? IpFamily.IPV6 : IpFamily.IPV4, words[1], words[2]));
  }

  /** A set that others hold cannot be what it should; its entries stay as they are. */
  private void refused(ItemKey key, List<PlanStep> steps) {
    if (key.kind() == ItemKind.IP_SET) {
      Item want = desired.get(key).orElseThrow();
      Item have = observed.get(key).orElseThrow();
      steps.add(
          new PlanStep(
              Phases.ofCreate(want), new PlanStep.Update(have, want), desired.reason(key)));
    }
  }

  /** An entry of a set that is made anew. */
  private void anew(ItemKey key, List<PlanStep> steps) {
    desired
        .get(key)
        .ifPresent(
            entry ->
                steps.add(
                    new PlanStep(
                        Phases.ofCreate(entry), new PlanStep.Create(entry), desired.reason(key))));
  }

  private void item(ItemKey key, List<PlanStep> steps) {
    Optional<Item> want = desired.get(key);
    Optional<Item> have = observed.get(key);
    if (want.isPresent() || have.isEmpty()) {
      draining.end(key);
    }
    if (want.equals(have)) {
      return;
    }
    if (want.isEmpty() && have.get() instanceof Item.IpvsServer server && drains(server)) {
      if (server.server().weight() > 0) {
        Item idle = new Item.IpvsServer(server.service(), server.server().withWeight(0));
        steps.add(
            new PlanStep(Phase.DELETE_SERVERS, new PlanStep.Update(server, idle), "it drains"));
      }
      return;
    }
    if (want.isEmpty()) {
      draining.end(key);
      deletePhase(have.get())
          .ifPresent(
              phase -> steps.add(new PlanStep(phase, new PlanStep.Delete(have.get()), UNWANTED)));
      if (have.get() instanceof Item.IpvsServer server) {
        flows(server)
            .ifPresent(
                f ->
                    steps.add(
                        new PlanStep(Phase.FORGET_FLOWS, new PlanStep.ForgetFlows(f), UNWANTED)));
      }
      return;
    }
    String reason = desired.reason(key);
    Item item = want.get();
    if (have.isEmpty()) {
      if (!needless(item)) {
        steps.add(new PlanStep(Phases.ofCreate(item), new PlanStep.Create(item), reason));
      }
    } else if (replacedWhole(have.get(), item)) {
      Phases.ofDelete(have.get())
          .ifPresent(
              phase ->
                  steps.add(
                      new PlanStep(
                          Phases.ofCreate(item), new PlanStep.Delete(have.get()), reason)));
      steps.add(new PlanStep(Phases.ofCreate(item), new PlanStep.Create(item), reason));
    } else {
      steps.add(new PlanStep(Phases.ofCreate(item), new PlanStep.Update(have.get(), item), reason));
    }
  }

  /** A set that goes as a whole keeps its entries as long as a rule names it. */
  private Optional<Phase> deletePhase(Item item) {
    return Phases.isPodGate(item) && setOf(item).flatMap(desired::get).isPresent()
        ? Optional.of(Phase.CLOSE_PODS)
        : Phases.ofDelete(item);
  }

  private static Optional<ItemKey> setOf(Item item) {
    return item instanceof Item.SetEntry entry
        ? Optional.of(new ItemKey(ItemKind.IP_SET, entry.set()))
        : Optional.empty();
  }

  /**
   * A UDP client that goes on sending from one port would be led to the server that is gone until
   * it pauses for as long as the tracking of its flow lasts.
   */
  private Optional<FlowFilter> flows(Item.IpvsServer server) {
    return isUdp(server) && serviceStays(server)
        ? Optional.of(
            new FlowFilter(
                Protocol.UDP.number(),
                ((ServiceKey.ByAddress) server.service()).address(),
                ((ServiceKey.ByAddress) server.service()).port(),
                Optional.of(server.server().key().address())))
        : Optional.empty();
  }

  private static boolean isUdp(Item.IpvsServer server) {
    return server.service() instanceof ServiceKey.ByAddress a && a.protocol() == Protocol.UDP;
  }

  private boolean serviceStays(Item.IpvsServer server) {
    return desired.get(new ItemKey(ItemKind.IPVS_SERVICE, server.service().toString())).isPresent();
  }

  /** With its service, a server goes at once; so does one of UDP, which has no end to wait for. */
  private boolean drains(Item.IpvsServer server) {
    return serviceStays(server) && !isUdp(server) && draining.keeps(server.key(), now);
  }

  /** A setting that is written only over one value needs nothing where that value is not seen. */
  private static boolean needless(Item item) {
    return item instanceof Item.Sysctl sysctl && sysctl.onlyIf().isPresent();
  }

  private static boolean replacedWhole(Item have, Item want) {
    return (have instanceof Item.IpSet)
        || (have instanceof Item.SetEntry)
        || (have instanceof Item.PolicyRule)
        || (have instanceof Item.BgpPeer)
        || (have instanceof Item.Device old
            && want instanceof Item.Device device
            && !(old.kind().equals(device.kind())
                && old.tunnelLocal().equals(device.tunnelLocal())
                && old.tunnelRemote().equals(device.tunnelRemote())));
  }

  private void tables(
      Collection<ChainKey> chains,
      Map<ChainKey, Set<ItemKey>> keysOf,
      ReplacedSets replaced,
      List<PlanStep> steps) {
    Map<IpFamily, Map<String, TablePlanner>> tables = new TreeMap<>();
    for (ChainKey chain : chains) {
      tables
          .computeIfAbsent(chain.family(), f -> new TreeMap<>())
          .computeIfAbsent(chain.table(), t -> new TablePlanner(desired, observed, replaced))
          .add(chain, keysOf.getOrDefault(chain, Set.of()));
    }
    tables.forEach(
        (family, byName) ->
            byName.forEach((table, work) -> work.step(family, table).ifPresent(steps::add)));
  }
}
