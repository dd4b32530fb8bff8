package io.kuberouter.sync.dataplane;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.iptables.Rule;
import io.kuberouter.iptables.text.RuleText;
import io.kuberouter.ipvs.ServiceKey;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.desired.ChainKey;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import io.kuberouter.sync.plan.Observed;
import io.kuberouter.sync.plan.PlanStep;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was refused and is not there, and what therefore has to wait: an address for its services, a
 * route for its address, an announcement for both, a pod's membership for its chain. Each waits for
 * its own; a full pass tries all of it again. Not thread safe.
 */
final class Refusals {

  private static final String GATE = "kube-router-svip";
  private static final String PODS = "kube-router-local-pods";

  /** Items that could not be made. */
  private final Map<ItemKey, Item> missing = new HashMap<>();

  /** Chains that are not as they should be. */
  private final Set<ChainKey> chains = new HashSet<>();

  boolean isEmpty() {
    return missing.isEmpty() && chains.isEmpty();
  }

  /** Forgets all, before everything is tried. */
  void clear() {
    missing.clear();
    chains.clear();
  }

  void done(PlanStep step) {
    if (step.change() instanceof PlanStep.EditTable edit) {
      chains.removeAll(edit.result().keySet());
    } else if (!(step.change() instanceof PlanStep.ForgetFlows)) {
      missing.remove(KernelChanges.item(step.change()).key());
    }
  }

  void failed(PlanStep step) {
    if (step.change() instanceof PlanStep.EditTable edit) {
      chains.addAll(edit.result().keySet());
    } else if (step.change() instanceof PlanStep.Create create) {
      missing.put(create.item().key(), create.item());
    }
  }

  void failed(PlanStep.EditTable edit, String chain) {
    chains.add(new ChainKey(edit.family(), edit.edits().table(), chain));
  }

  /** {@return what a step waits for; empty for nothing} */
  Optional<String> waitsFor(PlanStep step, Observed observed) {
    if (!(step.change() instanceof PlanStep.Create create)) {
      return Optional.empty();
    }
    Item item = create.item();
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
      return missing(ItemKind.IP_SET, entry.set(), "set ").or(() -> entry(entry, observed));
    }
    return Optional.empty();
  }

  private Optional<String> missing(ItemKind kind, String id, String what) {
    return missing.containsKey(new ItemKey(kind, id)) ? Optional.of(what + id) : Optional.empty();
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
    for (Item item : missing.values()) {
      if (item instanceof Item.IpvsService service && isAt(service, address)) {
        for (Item there : observed.items(ItemKind.IPVS_SERVICE)) {
          if (isAt((Item.IpvsService) there, address)) {
            return Optional.empty();
          }
        }
        return Optional.of("IPVS service " + item.key().id());
      }
    }
    return Optional.empty();
  }

  private static boolean isAt(Item.IpvsService service, InetAddress address) {
    return service.service().key() instanceof ServiceKey.ByAddress key
        && key.address().equals(address);
  }

  private Optional<String> entry(Item.SetEntry entry, Observed observed) {
    if (entry.set().endsWith(GATE)) {
      return accept(entry);
    } else if (entry.set().endsWith(PODS) && !chains.isEmpty()) {
      return chain(entry, observed);
    }
    return Optional.empty();
  }

  /** The gate leads to a reject: none of the accepts before it may be missing. */
  private Optional<String> accept(Item.SetEntry gate) {
    for (Item item : missing.values()) {
      if (item instanceof Item.SetEntry accept
          && accept.set().equals(gate.set() + "-prt")
          && accept.element().startsWith(gate.element() + ",")) {
        return Optional.of("entry " + accept.element() + " of set " + accept.set());
      }
    }
    return Optional.empty();
  }

  private Optional<String> chain(Item.SetEntry pod, Observed observed) {
    IpFamily family = pod.set().startsWith("inet6:") ? IpFamily.IPV6 : IpFamily.IPV4;
    Pattern jump =
        Pattern.compile("-d " + Pattern.quote(pod.element()) + "(/32|/128)? .*-j (KUBE-POD-FW-.*)");
    ChainKey forward = new ChainKey(family, "filter", "KUBE-ROUTER-FORWARD");
    List<Rule> rules = observed.chain(forward).orElse(List.of());
    for (Rule rule : rules) {
      Matcher matcher = jump.matcher(RuleText.format(rule));
      if (matcher.matches()) {
        ChainKey chain = new ChainKey(family, "filter", matcher.group(2));
        return observed.chain(chain).isPresent() && !chains.contains(chain)
            ? Optional.empty()
            : Optional.of("chain " + chain.chain());
      }
    }
    return Optional.of("its chain of rules");
  }
}
