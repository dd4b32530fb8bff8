package io.kuberouter.route.testkit;

import io.kuberouter.route.InterfaceAddress;
import io.kuberouter.route.ObservedAddress;
import io.kuberouter.route.RouteEvent;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Addresses in memory; methods return an error number, 0 for success. Not thread safe. */
final class FakeAddresses {

  private final List<ObservedAddress> addresses = new ArrayList<>();
  private final FakeLinks links;
  private final FakeRoutes routes;
  private final Consumer<RouteEvent> tell;

  FakeAddresses(FakeLinks links, FakeRoutes routes, Consumer<RouteEvent> tell) {
    this.links = links;
    this.routes = routes;
    this.tell = tell;
  }

  List<ObservedAddress> all() {
    return List.copyOf(addresses);
  }

  static boolean ipv6(InetAddress address) {
    return address.getAddress().length == 16;
  }

  int add(InterfaceAddress address) {
    if (!links.exists(address.linkIndex())) {
      return Errno.ENODEV;
    } else if (addresses.stream().anyMatch(a -> isSame(a.address(), address))) {
      return Errno.EEXIST;
    }
    ObservedAddress observed =
        new ObservedAddress(
            address, ObservedAddress.PERMANENT, ObservedAddress.FOREVER, ObservedAddress.FOREVER);
    addresses.add(observed);
    tell.accept(new RouteEvent.AddressSet(observed));
    routes.addressCame(address, links.isUp(address.linkIndex()));
    return 0;
  }

  /** IPv6 has an address once on a device, IPv4 once for each network. */
  private static boolean isSame(InterfaceAddress one, InterfaceAddress other) {
    return one.linkIndex() == other.linkIndex()
        && one.address().equals(other.address())
        && (ipv6(one.address())
            || (one.prefixLength() == other.prefixLength() && one.peer().equals(other.peer())));
  }

  int delete(InterfaceAddress address) {
    if (!links.exists(address.linkIndex())) {
      return Errno.ENODEV;
    }
    Optional<ObservedAddress> found =
        addresses.stream()
            .filter(
                a ->
                    isSame(a.address(), address)
                        && a.address().prefixLength() == address.prefixLength())
            .findAny();
    found.ifPresent(this::remove);
    return found.isEmpty() ? Errno.EADDRNOTAVAIL : 0;
  }

  private void remove(ObservedAddress address) {
    addresses.remove(address);
    routes.addressWent(address.address());
    tell.accept(new RouteEvent.AddressRemoved(address));
  }

  private void removeAll(Predicate<InterfaceAddress> which) {
    all().stream().filter(a -> which.test(a.address())).forEach(this::remove);
  }

  void linkWent(int index) {
    removeAll(a -> a.linkIndex() == index);
  }

  /** The kernel takes the addresses of IPv6 from a device that goes down. */
  void linkWentDown(int index) {
    removeAll(a -> a.linkIndex() == index && ipv6(a.address()));
  }

  void linkCameUp(int index) {
    for (ObservedAddress a : addresses) {
      if (a.address().linkIndex() == index) {
        routes.addressCame(a.address(), true);
      }
    }
  }
}
