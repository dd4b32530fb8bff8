package io.kuberouter.sync.dataplane;

import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.Link;
import io.kuberouter.route.LinkKind;
import io.kuberouter.route.ObservedAddress;
import io.kuberouter.route.PolicyRule;
import io.kuberouter.route.Route;
import io.kuberouter.sync.cluster.Cidr;
import io.kuberouter.sync.desired.Item;
import io.kuberouter.sync.plan.Ownership;
import io.kuberouter.sync.plan.Ownership.Plane;
import java.util.Optional;

/** What rtnetlink lists or tells → items, as far as it is ours: pure functions. */
final class RouteItems {

  static final String DUMMY = "kube-dummy-if";

  /** {@code RT_TABLE_MAIN} of {@code linux/rtnetlink.h}. */
  static final int MAIN = 254;

  /** {@code RT_TABLE_LOCAL} of {@code linux/rtnetlink.h}. */
  static final int LOCAL = 255;

  static final int OVERLAY = 77;
  static final int OUR_PROTOCOL = 17;

  /** {@code RTN_LOCAL} of {@code linux/rtnetlink.h}. */
  private static final int TYPE_LOCAL = 2;

  private final Ownership ownership;
  private final boolean autoMtu;

  /**
   * Takes for ours what the ownership says.
   *
   * @param autoMtu whether the bridge's MTU is ours to set
   */
  RouteItems(Ownership ownership, boolean autoMtu) {
    this.ownership = ownership;
    this.autoMtu = autoMtu;
  }

  /** {@return a device of ours} */
  Optional<Item> device(Link link) {
    if (!ownership.isDevice(link.name())) {
      return Optional.empty();
    }
    Optional<LinkKind.Tunnel> ends =
        link.kind() instanceof LinkKind.Tunnel t ? Optional.of(t) : Optional.empty();
    boolean bridge = link.name().equals("kube-bridge");
    return Optional.of(
        new Item.Device(
            link.name(),
            link.kind().name(),
            link.up(),
            bridge && autoMtu ? Optional.of(link.mtu()) : Optional.empty(),
            ends.flatMap(LinkKind.Tunnel::local),
            ends.flatMap(LinkKind.Tunnel::remote)));
  }

  /**
   * {@return a service address}
   *
   * @param device the name of what carries it
   */
  Optional<Item> address(ObservedAddress found, String device) {
    InterfaceAddress a = found.address();
    return ownership.has(Plane.SERVICES)
            && DUMMY.equals(device)
            && !a.address().isLinkLocalAddress()
        ? Optional.of(new Item.Address(DUMMY, a.address(), a.prefixLength(), a.scope()))
        : Optional.empty();
  }

  /**
   * {@return a route of a service address, or one that was learned}
   *
   * @param device the name of the one that it leads to
   */
  Optional<Item> route(Route r, String device) {
    if (!r.multipath().isEmpty()) {
      return Optional.empty(); // none of ours has several ways
    }
    boolean learned = r.protocol() == OUR_PROTOCOL && r.table() == MAIN;
    boolean overlay = r.table() == OVERLAY && device.startsWith("tun-");
    boolean ours =
        isVip(r, device)
            ? ownership.has(Plane.SERVICES)
            : (learned || overlay) && ownership.has(Plane.ROUTES);
    return ours ? Optional.of(item(r, device)) : Optional.empty();
  }

  /** {@return whether the node takes a service address as its own by a route} */
  static boolean isVip(Route r, String device) {
    return device.equals(DUMMY)
        && r.table() == LOCAL
        && r.type() == TYPE_LOCAL
        && r.prefixLength() == r.destination().getAddress().length * 8
        && !r.destination().isLinkLocalAddress();
  }

  static Item.Route item(Route r, String device) {
    return new Item.Route(
        r.table(),
        r.type(),
        r.protocol(),
        r.scope(),
        new Cidr(r.destination(), r.prefixLength()),
        r.gateway(),
        r.gateway().isPresent() ? "" : device,
        r.preferredSource(),
        r.metric());
  }

  /** {@return a rule that leads pods' packets to the overlay's table} */
  Optional<Item> rule(PolicyRule rule) {
    if (!ownership.has(Plane.ROUTES)
        || rule.table() != OVERLAY
        || rule.source().isEmpty()
        || !rule.looksAtSourceOnly()) {
      return Optional.empty();
    }
    Cidr source = new Cidr(rule.source().get(), rule.sourceLength());
    return Optional.of(new Item.PolicyRule(rule.ipv6(), Optional.of(source), OVERLAY, 0));
  }
}
