package io.kuberouter.sync.dataplane;

import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.PlanStep;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What was refused and is not there, and what therefore has to wait: an address for its services, a
 * route for its address, an announcement for both, a pod's membership for its rules. Each waits for
 * its own; a full pass tries all of it again. A look costs the same however much was refused. Not
 * thread safe.
 */
final class Refusals {

  private static final String GATE = "kube-router-svip";
  private static final String ACCEPTS = "-prt";

  /** Items that could not be made. */
  private final Set<ItemKey> missing = new HashSet<>();

  /** Of these the IPVS services, by their addresses. */
  private final Grouped<InetAddress, ItemKey> services = new Grouped<>();

  /** Of these the accepts of service addresses, by the entry that leads to the reject. */
  private final Grouped<ItemKey, ItemKey> accepts = new Grouped<>();

  private final RefusedRules rules = new RefusedRules();

  boolean isEmpty() {
    return missing.isEmpty() && rules.isEmpty();
  }

  /** Forgets all, before everything is tried. */
  void clear() {
    missing.clear();
    services.clear();
    accepts.clear();
    rules.clear();
  }

  void done(PlanStep step) {
    if (step.change() instanceof PlanStep.EditTable edit) {
      rules.tried(edit);
    } else if (!(step.change() instanceof PlanStep.ForgetFlows)) {
      Item item = KernelChanges.item(step.change());
      if (missing.remove(item.key())) {
        service(item).ifPresent(address -> services.remove(address, item.key()));
        gate(item).ifPresent(gate -> accepts.remove(gate, item.key()));
      }
    }
  }

  void failed(PlanStep step) {
    if (step.change() instanceof PlanStep.EditTable edit) {
      rules.failed(edit);
    } else if (step.change() instanceof PlanStep.Update update
        && update.to() instanceof Item.IpSet set) {
      missing.add(set.key()); // it is there, and not what its entries need
    } else if (step.change() instanceof PlanStep.Create create) {
      Item item = create.item();
      missing.add(item.key());
      service(item).ifPresent(address -> services.add(address, item.key()));
      gate(item).ifPresent(gate -> accepts.add(gate, item.key()));
    }
  }

  /** An edit is made in pieces; the refused ones are told after this. */
  void inPieces(PlanStep.EditTable edit) {
    rules.tried(edit);
  }

  void failed(PlanStep.EditTable edit, PiecewiseEdit.Refusal piece) {
    rules.failed(edit, piece.chain(), piece.rule().stream().toList());
  }

  private static Optional<InetAddress> service(Item item) {
    return item instanceof Item.IpvsService service
            && service.service().key() instanceof ServiceKey.ByAddress key
        ? Optional.of(key.address())
        : Optional.empty();
  }

  /** {@return the entry that leads to the reject which an accept stands before} */
  private static Optional<ItemKey> gate(Item item) {
    if (!(item instanceof Item.SetEntry entry) || !entry.set().endsWith(GATE + ACCEPTS)) {
      return Optional.empty();
    }
    String set = entry.set().substring(0, entry.set().length() - ACCEPTS.length());
    String address = entry.element().split(",", 2)[0];
    return Optional.of(new Item.SetEntry(set, address, false).key());
  }

  /** {@return what a step waits for; empty for nothing} */
  Optional<String> waitsFor(PlanStep step, Observed observed) {
    if (!(step.change() instanceof PlanStep.Create create)) {
      return Optional.empty();
    }
    Item item = create.item();
    return module(item).or(() -> waitsFor(item, observed));
  }

  /** What a module brings with it does not fail by itself too. */
  private Optional<String> module(Item item) {
    boolean ipvs =
        item instanceof Item.IpvsService
            || item instanceof Item.Timeouts
            || (item instanceof Item.Sysctl s && s.path().startsWith("net/ipv4/vs/"));
    boolean bridge = item instanceof Item.Sysctl s && s.path().startsWith("net/bridge/");
    return ipvs
        ? missing(ItemKind.KERNEL_MODULE, KernelModules.IP_VS, "kernel module ")
        : bridge
            ? missing(ItemKind.KERNEL_MODULE, KernelModules.BR_NETFILTER, "kernel module ")
            : Optional.empty();
  }

  private Optional<String> waitsFor(Item item, Observed observed) {
    if (item instanceof Item.IpvsServer server) {
      return missing(ItemKind.IPVS_SERVICE, server.service().toString(), "IPVS service ");
    } else if (item instanceof Item.Address address) {
      return missing(ItemKind.DEVICE, address.device(), "device ")
          .or(() -> services(address.address(), observed));
    } else if (item instanceof Item.Route route) {
      return missing(ItemKind.DEVICE, route.device(), "device ")
          .or(() -> route.table() == RouteItems.LOCAL ? address(route) : Optional.empty());
    } else if (item instanceof Item.BgpRoute route && route.vip()) {
      InetAddress address = route.prefix().address();
      return address(address).or(() -> services(address, observed));
    } else if (item instanceof Item.SetEntry entry) {
      return missing(ItemKind.IP_SET, entry.set(), "set ")
          .or(() -> accepts.first(entry.key()).map(accept -> "entry " + accept.id()))
          .or(() -> rules.of(entry).map(chain -> "chain " + chain.chain()));
    }
    return Optional.empty();
  }

  private Optional<String> missing(ItemKind kind, String id, String what) {
    return missing.contains(new ItemKey(kind, id)) ? Optional.of(what + id) : Optional.empty();
  }

  private Optional<String> address(Item.Route route) {
    return address(route.destination().network());
  }

  private Optional<String> address(InetAddress address) {
    String id = RouteItems.DUMMY + " " + IpText.format(address);
    return missing(ItemKind.ADDRESS, id + "/" + address.getAddress().length * 8, "address ");
  }

  /** One service of an address is enough to answer for it. */
  private Optional<String> services(InetAddress address, Observed observed) {
    return observed.serves(address)
        ? Optional.empty()
        : services.first(address).map(service -> "IPVS service " + service.id());
  }
}
