package io.kuberouter.sync.dataplane;

import io.kuberouter.netlink.KernelException;
import io.kuberouter.route.Link;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteChange;
import io.kuberouter.route.RouteFilter;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import io.kuberouter.sync.plan.PlanStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The steps of one phase that go to the kernel at once: by kind, in one batch each. */
final class KernelBatches {

  private final NodeIo io;
  private final Ledger ledger;

  KernelBatches(NodeIo io, Ledger ledger) {
    this.io = io;
    this.ledger = ledger;
  }

  // ---- sets

  void sets(List<PlanStep> steps, Outcome outcome) {
    if (steps.isEmpty()) {
      return;
    }
    Map<String, String> types = new HashMap<>();
    List<PlanStep> known = new ArrayList<>();
    for (PlanStep step : steps) {
      Item item = KernelChanges.item(step.change());
      if (item instanceof Item.IpSet set) {
        types.put(set.name(), set.type());
      } else {
        String name = ((Item.SetEntry) item).set();
        outcome
            .observed()
            .get(new ItemKey(ItemKind.IP_SET, name))
            .ifPresent(set -> types.putIfAbsent(name, ((Item.IpSet) set).type()));
      }
    }
    for (PlanStep step : steps) {
      Item item = KernelChanges.item(step.change());
      if (item instanceof Item.SetEntry entry && !types.containsKey(entry.set())) {
        outcome.failed(step, "ipset " + entry.set() + ": there is no such set");
      } else if (step.change() instanceof PlanStep.Update update
          && update.from() instanceof Item.IpSet have) {
        outcome.failed(step, heldByOthers(have, (Item.IpSet) item));
      } else {
        known.add(step);
      }
    }
    try {
      batch(
          known,
          outcome,
          step -> List.of(KernelChanges.ofSets(step.change(), types)),
          io.sets()::apply);
    } catch (IOException e) {
      known.forEach(step -> outcome.failed(step, e));
    }
  }

  private static String heldByOthers(Item.IpSet have, Item.IpSet want) {
    return "ipset "
        + want.name()
        + " has type "
        + have.type()
        + " in place of "
        + want.type()
        + ", and a rule or set that is not ours names it: the set, its entries and our rules that name"
        + " it stay as they are until that is taken out (iptables-save and ip6tables-save show it)";
  }

  // ---- IPVS

  void ipvs(List<PlanStep> steps, Outcome outcome) {
    if (steps.isEmpty()) {
      return;
    }
    List<String> made = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (PlanStep step : steps) {
      if (KernelChanges.item(step.change()) instanceof Item.IpvsService service) {
        (step.change() instanceof PlanStep.Delete ? gone : made)
            .add(service.service().key().toString());
      }
    }
    try {
      ledger.made(made);
      batch(
          steps,
          outcome,
          step -> KernelChanges.ofIpvs(step.change()),
          changes ->
              io.ipvs().orElseThrow(() -> new IOException("no IPVS")).client().apply(changes));
      gone.removeIf(
          key -> outcome.observed().get(new ItemKey(ItemKind.IPVS_SERVICE, key)).isPresent());
      ledger.gone(gone);
    } catch (IOException e) {
      steps.forEach(step -> outcome.failed(step, e));
    }
  }

  // ---- links, addresses, routes, rules

  void routes(List<PlanStep> steps, Outcome outcome) {
    if (steps.isEmpty()) {
      return;
    }
    try {
      Map<String, Integer> indexes = new HashMap<>();
      for (PlanStep step : steps) {
        Optional<String> name = KernelChanges.device(step.change());
        if (name.isPresent() && !indexes.containsKey(name.get())) {
          indexes.put(name.get(), io.routes().link(name.get()).map(Link::index).orElse(0));
        }
      }
      batch(
          steps,
          outcome,
          step -> KernelChanges.ofRoutes(step.change(), indexes),
          changes -> again(changes, io.routes().apply(changes)));
    } catch (IOException e) {
      steps.forEach(step -> outcome.failed(step, e));
    }
  }

  /** One of ours that we did not know of takes no other's place when it is replaced. */
  private List<Optional<KernelException>> again(
      List<RouteChange> changes, List<Optional<KernelException>> results) throws IOException {
    List<Optional<KernelException>> now = new ArrayList<>(results);
    for (int i = 0; i < now.size(); i++) {
      if (now.get(i).filter(KernelException::isAlreadyExists).isPresent()
          && changes.get(i) instanceof RouteChange.AddRoute add
          && isThere(add.route())) {
        now.set(i, io.routes().apply(List.of(new RouteChange.ReplaceRoute(add.route()))).get(0));
      }
    }
    return now;
  }

  private boolean isThere(Route route) throws IOException {
    RouteFilter own =
        RouteFilter.ALL.ipv6(route.ipv6()).table(route.table()).protocol(route.protocol());
    return io.routes().routes(own).stream()
        .anyMatch(
            there ->
                there.destination().equals(route.destination())
                    && there.prefixLength() == route.prefixLength()
                    && there.metric() == route.metric());
  }

  /** Sends all changes at once; a thing that is there or gone already counts as done. */
  private static <C> void batch(
      List<PlanStep> steps, Outcome outcome, Function<PlanStep, List<C>> changes, Sender<C> sender)
      throws IOException {
    List<C> all = new ArrayList<>();
    List<PlanStep> owners = new ArrayList<>();
    for (PlanStep step : steps) {
      for (C change : changes.apply(step)) {
        all.add(change);
        owners.add(step);
      }
    }
    List<Optional<KernelException>> results = sender.send(all);
    for (int i = 0; i < results.size(); i++) {
      PlanStep step = owners.get(i);
      Optional<KernelException> refusal = results.get(i);
      if (refusal.isEmpty() || isAsWanted(step.change(), refusal.get())) {
        outcome.done(step);
      } else {
        outcome.failed(step, message(step.change(), refusal.get()));
      }
    }
  }

  private static boolean isAsWanted(PlanStep.Change change, KernelException refusal) {
    return change instanceof PlanStep.Delete
        ? refusal.isNotFound()
        : refusal.isAlreadyExists() && !isInTheWay(change);
  }

  /** A route that is there already is another one, of somebody else. */
  private static boolean isInTheWay(PlanStep.Change change) {
    return change instanceof PlanStep.Create create
        && create.item() instanceof Item.Route route
        && route.yields();
  }

  private static String message(PlanStep.Change change, KernelException refusal) {
    return isInTheWay(change) && refusal.isAlreadyExists()
        ? "a route to this destination that is not ours is in the way and stays: remove it, or give"
            + " it another metric ("
            + refusal.getMessage()
            + ")"
        : String.valueOf(refusal.getMessage());
  }

  /** Sends changes to the kernel. */
  @FunctionalInterface
  private interface Sender<C> {
    List<Optional<KernelException>> send(List<C> changes) throws IOException;
  }
}
