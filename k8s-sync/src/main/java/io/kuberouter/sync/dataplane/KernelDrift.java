package io.kuberouter.sync.dataplane;

import io.kuberouter.route.Link;
import io.kuberouter.route.ObservedAddress;
import io.kuberouter.route.Route;
import io.kuberouter.route.RouteEvent;
import io.kuberouter.route.RouteFilter;
import io.kuberouter.route.client.RouteClient;
import io.kuberouter.sync.desired.DesiredState;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.desired.ItemKey;
import io.kuberouter.sync.desired.ItemKind;
import io.kuberouter.sync.plan.Observed;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Keeps the observed state in step with what the kernel tells. An event of our own write says what
 * is known already, and so asks for nothing. Costs what has changed; only a device that goes or is
 * set down makes our routes be read, since the kernel drops routes with it and does not tell. Not
 * thread safe.
 */
public final class KernelDrift {

  private final RouteClient client;
  private final RouteItems items;
  private final Function<Item.Sysctl, Optional<Item>> setting;
  private final Map<Integer, Link> links = new HashMap<>();
  private boolean cameUp;

  /**
   * Starts without knowing any device.
   *
   * @param setting reads a kernel setting
   */
  KernelDrift(RouteClient client, RouteItems items, Function<Item.Sysctl, Optional<Item>> setting) {
    this.client = client;
    this.items = items;
    this.setting = setting;
  }

  /** Takes what a look at everything has found. */
  void know(Collection<Link> all) {
    links.clear();
    all.forEach(link -> links.put(link.index(), link));
  }

  /**
   * {@return whether since the last call a device has come up or was given an address} What could
   * not be made for want of it may be made now.
   */
  public boolean takeCameUp() {
    boolean was = cameUp;
    cameUp = false;
    return was;
  }

  /**
   * Takes events in their order.
   *
   * @return the keys of the items whose state is another than was known
   */
  public Set<ItemKey> take(List<RouteEvent> events, DesiredState desired, Observed observed)
      throws IOException {
    Work work = new Work(desired, observed);
    for (RouteEvent event : events) {
      work.take(event);
    }
    if (work.doubt) {
      work.rereadRoutes();
    }
    return work.keys;
  }

  /** Reads our routes; {@return the keys of those whose state is another than was known} */
  public Set<ItemKey> routes(DesiredState desired, Observed observed) throws IOException {
    Work work = new Work(desired, observed);
    work.rereadRoutes();
    return work.keys;
  }

  private String name(int index) throws IOException {
    if (index != 0 && !links.containsKey(index)) {
      client.links().forEach(link -> links.put(link.index(), link));
    }
    Link link = links.get(index);
    return link == null ? "" : link.name();
  }

  /** The events of one call. */
  private final class Work {
    private final DesiredState desired;
    private final Observed observed;
    private final Set<ItemKey> keys = new HashSet<>();
    private boolean doubt;

    Work(DesiredState desired, Observed observed) {
      this.desired = desired;
      this.observed = observed;
    }

    void take(RouteEvent event) throws IOException {
      if (event instanceof RouteEvent.LinkSet set) {
        link(set.link());
      } else if (event instanceof RouteEvent.LinkRemoved removed) {
        linkRemoved(removed.link());
      } else if (event instanceof RouteEvent.AddressSet set) {
        items.address(set.address(), device(set.address())).ifPresent(this::set);
        cameUp |= mayServe(set.address());
      } else if (event instanceof RouteEvent.AddressRemoved removed) {
        items.address(removed.address(), device(removed.address())).ifPresent(this::removed);
        doubt |= mayServe(removed.address());
      } else if (event instanceof RouteEvent.RouteSet set) {
        route(set.route());
      } else if (event instanceof RouteEvent.RouteRemoved removed) {
        items.route(removed.route(), name(removed.route().linkIndex())).ifPresent(this::removed);
      } else if (event instanceof RouteEvent.RuleSet set) {
        items.rule(set.rule()).ifPresent(this::set);
      } else if (event instanceof RouteEvent.RuleRemoved removed) {
        items.rule(removed.rule()).ifPresent(this::removed);
      }
    }

    /** Whether it may be the source of a route, or the network of a gateway. */
    private boolean mayServe(ObservedAddress address) throws IOException {
      return !address.address().address().isLinkLocalAddress()
          && !device(address).equals(RouteItems.DUMMY);
    }

    private String device(ObservedAddress address) throws IOException {
      return name(address.address().linkIndex());
    }

    /** A message may tell a part of a device only, so ours are asked for. */
    private void link(Link link) throws IOException {
      Link before = links.put(link.index(), link);
      if (link.masterIndex() == 0) { // else a pod's
        doubt |= before != null && before.up() && !link.up();
        cameUp |= link.up() && (before == null || !before.up());
      }
      if (before != null && !before.name().equals(link.name())) {
        items.device(before).ifPresent(this::removed);
        doubt = true;
      }
      if (items.device(link).isEmpty()) {
        return;
      }
      client.link(link.name()).flatMap(items::device).ifPresent(this::set);
      desired
          .get(new ItemKey(ItemKind.SYSCTL, "net/ipv4/conf/" + link.name() + "/rp_filter"))
          .flatMap(wanted -> setting.apply((Item.Sysctl) wanted))
          .ifPresent(this::set);
    }

    private void linkRemoved(Link link) throws IOException {
      Link before = links.remove(link.index());
      doubt |= before == null || (before.up() && before.masterIndex() == 0);
      Optional<Item> device = items.device(link);
      if (device.isPresent() && client.link(link.name()).isEmpty()) {
        removed(device.get());
      }
    }

    /** To one that has gained a second way another look is due. */
    private void route(Route route) throws IOException {
      Optional<Item> item = items.route(route, name(route.linkIndex()));
      item.ifPresent(this::set);
      doubt |= item.isEmpty() && !route.multipath().isEmpty();
    }

    private void set(Item item) {
      if (!observed.get(item.key()).equals(Optional.of(item))) {
        observed.put(item);
        keys.add(item.key());
      }
    }

    private void removed(Item item) {
      if (observed.get(item.key()).isPresent()) {
        observed.remove(item.key());
        keys.add(item.key());
      }
    }

    void rereadRoutes() throws IOException {
      Map<ItemKey, Item> found = new HashMap<>();
      RouteFilter main = RouteFilter.ALL.table(RouteItems.MAIN).protocol(RouteItems.OUR_PROTOCOL);
      read(main, found);
      read(RouteFilter.ALL.table(RouteItems.OVERLAY), found);
      Optional<Link> dummy = client.link(RouteItems.DUMMY);
      if (dummy.isPresent()) {
        read(RouteFilter.ALL.table(RouteItems.LOCAL).dev(dummy.get().index()), found);
      }
      for (Item known : observed.items(ItemKind.ROUTE)) {
        if (!found.containsKey(known.key())) {
          removed(known);
        }
      }
      found.values().forEach(this::set);
    }

    private void read(RouteFilter filter, Map<ItemKey, Item> found) throws IOException {
      for (Route route : client.routes(filter)) {
        items.route(route, name(route.linkIndex())).ifPresent(item -> found.put(item.key(), item));
      }
    }
  }
}
