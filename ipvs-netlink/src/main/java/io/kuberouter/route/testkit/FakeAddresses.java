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
    int errno = refusal(address);
    if (errno != 0) {
      return errno;
    }
    ObservedAddress observed =
        new ObservedAddress(
            address, ObservedAddress.PERMANENT, ObservedAddress.FOREVER, ObservedAddress.FOREVER);
    addresses.add(observed);
    tell.accept(new RouteEvent.AddressSet(observed));
    routes.addressCame(address, links.isUp(address.linkIndex()));
    return 0;
  }

  private int refusal(InterfaceAddress address) {
    InetAddress ip = address.address();
    if (!links.exists(address.linkIndex())) {
      return Errno.ENODEV;
    } else if (ipv6(ip) && !links.hasIpv6(address.linkIndex())) {
      return Errno.EINVAL;
    } else if (ipv6(ip) && !isUnicast(address)) {
      return Errno.EADDRNOTAVAIL;
    } else if (addresses.stream().anyMatch(a -> isSame(a.address(), address))) {
      return Errno.EEXIST;
    }
    boolean otherScope =
        addresses.stream()
            .map(ObservedAddress::address)
            .anyMatch(a -> isSameNetwork(a, address) && a.scope() != address.scope());
    return otherScope && !ipv6(ip) ? Errno.EINVAL : 0;
  }

  /** {@code ipv6_add_addr}: neither any nor a group, nor the loopback's elsewhere. */
  private boolean isUnicast(InterfaceAddress address) {
    InetAddress ip = address.address();
    return !ip.isAnyLocalAddress()
        && !ip.isMulticastAddress()
        && (!ip.isLoopbackAddress() || links.isLoopback(address.linkIndex()));
  }

  /** IPv6 has an address once on a device, IPv4 once for each network. */
  private static boolean isSame(InterfaceAddress one, InterfaceAddress other) {
    return one.linkIndex() == other.linkIndex()
        && one.address().equals(other.address())
        && (ipv6(one.address()) || isSameNetwork(one, other));
  }

  /** Of two addresses of IPv4 in one network the later is secondary to the earlier. */
  private static boolean isSameNetwork(InterfaceAddress one, InterfaceAddress other) {
    InetAddress a = one.peer().orElse(one.address());
    InetAddress b = other.peer().orElse(other.address());
    return one.linkIndex() == other.linkIndex()
        && ipv6(a) == ipv6(b)
        && one.prefixLength() == other.prefixLength()
        && Prefix.network(a, one.prefixLength()).equals(Prefix.network(b, other.prefixLength()));
  }

  int delete(InterfaceAddress address) {
    if (!links.exists(address.linkIndex())) {
      return Errno.ENODEV;
    } else if (ipv6(address.address()) && !links.hasIpv6(address.linkIndex())) {
      return Errno.ENXIO;
    }
    Optional<ObservedAddress> found =
        addresses.stream()
            .filter(
                a ->
                    isSame(a.address(), address)
                        && a.address().prefixLength() == address.prefixLength())
            .findAny();
    found.ifPresent(this::removeWithSecondaries);
    return found.isEmpty() ? Errno.EADDRNOTAVAIL : 0;
  }

  /** {@code promote_secondaries} is 0: with an IPv4 network's first address the others go. */
  private void removeWithSecondaries(ObservedAddress address) {
    InterfaceAddress a = address.address();
    Optional<ObservedAddress> first =
        addresses.stream().filter(o -> isSameNetwork(o.address(), a)).findFirst();
    if (!ipv6(a.address()) && first.filter(address::equals).isPresent()) {
      removeAll(o -> isSameNetwork(o, a) && !o.equals(a));
    }
    remove(address);
  }

  private void remove(ObservedAddress address) {
    addresses.remove(address);
    routes.addressWent(
        address.address(), addresses.stream().map(ObservedAddress::address).toList());
    tell.accept(new RouteEvent.AddressRemoved(address));
  }

  private void removeAll(Predicate<InterfaceAddress> which) {
    all().stream().filter(a -> which.test(a.address())).forEach(this::remove);
  }

  void linkWent(int index) {
    removeAll(a -> a.linkIndex() == index);
  }

  /** From a device that goes down, or whose MTU is too small, the kernel takes them. */
  void ipv6Went(int index) {
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
