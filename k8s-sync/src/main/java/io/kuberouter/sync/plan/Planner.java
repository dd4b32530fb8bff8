package io.kuberouter.sync.plan;

import io.kuberouter.conntrack.FlowFilter;
import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.diff.ChainDiffer;
import io.kuberouter.iptables.diff.Edit;
import io.kuberouter.iptables.diff.TableChange;
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
import java.util.Iterator;
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

  private static final String UNWANTED = "nothing asks for it";

  private final DesiredState desired;
  private final Observed observed;
  private final Draining draining;

  /** Creates a planner between the two states; unwanted servers go at once. */
  public Planner(DesiredState desired, Observed observed) {
    this(desired, observed, Draining.off());
  }

  /** Creates a planner between the two states that lets unwanted servers drain. */
  public Planner(DesiredState desired, Observed observed, Draining draining) {
    this.desired = desired;
    this.observed = observed;
    this.draining = draining;
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
    for (ItemKey key : new TreeSet<>(changed)) {
      if (key.kind() == ItemKind.CHAIN_PART || key.kind() == ItemKind.HOOK_RULE) {
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
    tables(chains, keysOf, steps);
    return new Plan(steps);
  }

  /** A chain's key is the start of its items' ids: {@code ip filter CHAIN …}. */
  private static Optional<ChainKey> chainOf(ItemKey key) {
    String[] words = key.id().split(" ", 4);
    return Optional.of(
        new ChainKey(words[0].equals("ip6") ? IpFamily.IPV6 : IpFamily.IPV4, words[1], words[2]));
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
      phaseOfDelete(have.get())
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
        steps.add(new PlanStep(phaseOfCreate(item), new PlanStep.Create(item), reason));
      }
    } else if (replacedWhole(have.get(), item)) {
      phaseOfDelete(have.get())
          .ifPresent(
              phase ->
                  steps.add(
                      new PlanStep(phaseOfCreate(item), new PlanStep.Delete(have.get()), reason)));
      steps.add(new PlanStep(phaseOfCreate(item), new PlanStep.Create(item), reason));
    } else {
      steps.add(new PlanStep(phaseOfCreate(item), new PlanStep.Update(have.get(), item), reason));
    }
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
    return serviceStays(server)
        && !isUdp(server)
        && draining.keeps(server.key(), System.nanoTime());
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

  private static Phase phaseOfCreate(Item item) {
    if (item instanceof Item.SetEntry entry) {
      return isVipGate(entry) ? Phase.OPEN_SERVICE_ADDRESSES : Phase.FILL_SETS;
    }
    return switch (item.key().kind()) {
      case DEVICE -> Phase.ADD_DEVICES;
      case SYSCTL, IPVS_TIMEOUTS -> Phase.SETTINGS;
      case CNI_CONF -> Phase.FILES;
      case IP_SET -> Phase.CREATE_SETS;
      case SET_ENTRY -> Phase.FILL_SETS;
      case IPVS_SERVICE -> Phase.ADD_SERVICES;
      case IPVS_SERVER -> Phase.ADD_SERVERS;
      case CHAIN_PART, HOOK_RULE -> Phase.FIREWALL;
      case ADDRESS -> Phase.ADD_ADDRESSES;
      case ROUTE, POLICY_RULE -> Phase.ADD_ROUTES;
      case BGP_PEER -> Phase.ADD_PEERS;
      case BGP_ROUTE -> Phase.ANNOUNCE_ROUTES;
    };
  }

  /** Empty for what stays when nobody asks for it: settings, the CNI file, the pods' bridge. */
  private static Optional<Phase> phaseOfDelete(Item item) {
    if (item instanceof Item.SetEntry entry) {
      return Optional.of(isVipGate(entry) ? Phase.CLOSE_SERVICE_ADDRESSES : Phase.EMPTY_SETS);
    }
    if (item instanceof Item.Device device && device.kind().equals("bridge")) {
      return Optional.empty();
    }
    return switch (item.key().kind()) {
      case DEVICE -> Optional.of(Phase.DELETE_DEVICES);
      case SYSCTL, IPVS_TIMEOUTS, CNI_CONF -> Optional.empty();
      case IP_SET -> Optional.of(Phase.DESTROY_SETS);
      case SET_ENTRY -> Optional.of(Phase.EMPTY_SETS);
      case IPVS_SERVICE -> Optional.of(Phase.DELETE_SERVICES);
      case IPVS_SERVER -> Optional.of(Phase.DELETE_SERVERS);
      case CHAIN_PART, HOOK_RULE -> Optional.of(Phase.FIREWALL);
      case ADDRESS -> Optional.of(Phase.DELETE_ADDRESSES);
      case ROUTE, POLICY_RULE -> Optional.of(Phase.DELETE_ROUTES);
      case BGP_PEER -> Optional.of(Phase.REMOVE_PEERS);
      case BGP_ROUTE -> Optional.of(Phase.WITHDRAW_ROUTES);
    };
  }

  /** The set that leads packets to the reject rule: entered after the accepts, left before them. */
  private static boolean isVipGate(Item.SetEntry entry) {
    return entry.set().endsWith("kube-router-svip");
  }

  // ---- chains

  private void tables(
      Collection<ChainKey> chains, Map<ChainKey, Set<ItemKey>> keysOf, List<PlanStep> steps) {
    Map<IpFamily, Map<String, TableWork>> tables = new TreeMap<>();
    for (ChainKey chain : chains) {
      tables
          .computeIfAbsent(chain.family(), f -> new TreeMap<>())
          .computeIfAbsent(chain.table(), t -> new TableWork())
          .add(chain, keysOf.getOrDefault(chain, Set.of()));
    }
    tables.forEach(
        (family, byName) ->
            byName.forEach((table, work) -> work.step(family, table).ifPresent(steps::add)));
  }

  /** Collects the edits of one table. */
  private final class TableWork {
    final List<String> create = new ArrayList<>();
    final List<String> delete = new ArrayList<>();
    final Map<String, List<Edit>> edits = new LinkedHashMap<>();
    final Map<ChainKey, Optional<List<Rule>>> result = new LinkedHashMap<>();
    final Map<String, String> reasons = new LinkedHashMap<>();
    final Map<String, List<String>> editReasons = new LinkedHashMap<>();
    final Set<ItemKey> keys = new HashSet<>();

    void add(ChainKey chain, Set<ItemKey> changed) {
      Optional<List<Rule>> have = observed.chain(chain);
      if (Hooks.isBuiltin(chain)) {
        List<Rule> from = have.orElse(List.of());
        List<Rule> to = Hooks.place(from, wantedHooks(chain));
        edit(chain, from, to, changed);
        return;
      }
      Collection<Item.ChainPart> parts = desired.chain(chain);
      if (parts.isEmpty()) {
        if (have.isPresent()) {
          delete.add(chain.chain());
          result.put(chain, Optional.empty());
          reasons.put(chain.chain(), UNWANTED);
          keys.addAll(changed);
        }
        return;
      }
      List<Rule> to = new ArrayList<>();
      parts.forEach(part -> to.addAll(part.rules()));
      if (have.isEmpty()) {
        create.add(chain.chain());
        result.put(chain, Optional.of(List.copyOf(to)));
        reasons.put(chain.chain(), reasonOf(parts, changed));
        keys.addAll(changed);
      }
      edit(chain, have.orElse(List.of()), to, changed);
    }

    private List<Item.HookRule> wantedHooks(ChainKey chain) {
      List<Item.HookRule> hooks = new ArrayList<>();
      for (int rank : Hooks.RANKS) {
        desired
            .get(new ItemKey(ItemKind.HOOK_RULE, chain + " " + rank))
            .ifPresent(item -> hooks.add((Item.HookRule) item));
      }
      return hooks;
    }

    private void edit(ChainKey chain, List<Rule> from, List<Rule> to, Set<ItemKey> changed) {
      List<Edit> script = ChainDiffer.diff(from, to);
      if (!script.isEmpty()) {
        edits.put(chain.chain(), script);
        result.put(chain, Optional.of(List.copyOf(to)));
        String reason = reasonOf(desired.chain(chain), changed);
        reasons.putIfAbsent(chain.chain(), reason);
        editReasons.put(chain.chain(), reasonsOf(script, desired.chain(chain), reason));
        keys.addAll(changed);
      }
    }

    /** Edits go through a chain in order, so an insert's position is the rule's in the end. */
    private List<String> reasonsOf(
        List<Edit> script, Collection<Item.ChainPart> parts, String otherwise) {
      List<String> all = new ArrayList<>(script.size());
      Iterator<Item.ChainPart> next = parts.iterator();
      String reason = otherwise;
      int end = 0;
      for (Edit edit : script) {
        if (!(edit instanceof Edit.Insert insert) || parts.isEmpty()) {
          all.add(otherwise);
          continue;
        }
        while (insert.position() > end && next.hasNext()) {
          Item.ChainPart part = next.next();
          end += part.rules().size();
          reason = desired.reason(part.key());
        }
        all.add(reason);
      }
      return all;
    }

    private String reasonOf(Collection<Item.ChainPart> parts, Set<ItemKey> changed) {
      for (ItemKey key : new TreeSet<>(changed)) {
        String reason = desired.reason(key);
        if (!reason.isEmpty()) {
          return reason;
        }
      }
      return parts.isEmpty()
          ? (changed.isEmpty() ? "base" : UNWANTED)
          : desired.reason(parts.iterator().next().key());
    }

    Optional<PlanStep> step(IpFamily family, String table) {
      if (create.isEmpty() && delete.isEmpty() && edits.isEmpty()) {
        return Optional.empty();
      }
      TableChange change = new TableChange(table, create, edits, delete);
      List<String> distinct = reasons.values().stream().distinct().toList();
      String reason =
          distinct.size() > 2
              ? distinct.get(0) + " and " + (distinct.size() - 1) + " more"
              : String.join(", ", distinct);
      return Optional.of(
          new PlanStep(
              Phase.FIREWALL,
              new PlanStep.EditTable(family, change, result, reasons, editReasons, keys),
              reason));
    }
  }
}
