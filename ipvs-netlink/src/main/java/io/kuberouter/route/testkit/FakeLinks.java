package io.kuberouter.route.testkit;

import io.kuberouter.netlink.Octets;
import io.kuberouter.route.BridgePort;
import io.kuberouter.route.Link;
import io.kuberouter.route.LinkKind;
import io.kuberouter.route.LinkSettings;
import io.kuberouter.route.RouteEvent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Devices in memory; methods return an error number, 0 for success. Not thread safe. */
final class FakeLinks {

  /** {@code IPV6_MIN_MTU}. */
  private static final int IPV6_MIN_MTU = 1280;

  static final int LOOPBACK = 1;
  private static final int SMALLEST_MTU = 68;
  private static final int MOST_NAME_BYTES = 15;
  private static final int LARGEST_MTU = 65535;

  private final Map<Integer, Link> links = new TreeMap<>();
  private final Set<String> furtherKinds;
  private final Consumer<RouteEvent> tell;
  private int last = 1;

  FakeLinks(Set<String> furtherKinds, Consumer<RouteEvent> tell) {
    this.furtherKinds = Set.copyOf(furtherKinds);
    this.tell = tell;
    links.put(
        LOOPBACK,
        new Link(
            LOOPBACK,
            "lo",
            new LinkKind.None(),
            true,
            true,
            65536,
            0,
            0,
            Octets.of(new byte[6]),
            Optional.empty()));
  }

  Collection<Link> all() {
    return List.copyOf(links.values());
  }

  Optional<Link> byName(String name) {
    return links.values().stream().filter(l -> l.name().equals(name)).findAny();
  }

  private Optional<Link> at(int index) {
    return Optional.ofNullable(links.get(index));
  }

  boolean exists(int index) {
    return links.containsKey(index);
  }

  /** Whether a device has IPv6, which needs an MTU of 1280 bytes. */
  boolean hasIpv6(int index) {
    return at(index).filter(l -> l.mtu() >= IPV6_MIN_MTU).isPresent();
  }

  boolean isUp(int index) {
    return at(index).filter(Link::up).isPresent();
  }

  boolean isLoopback(int index) {
    return index == LOOPBACK;
  }

  int add(String name, LinkKind kind, LinkSettings settings) {
    int errno = refusal(name, kind, settings);
    if (errno != 0) {
      return errno;
    }
    if (isMtuRefused(0, settings)) {
      return Errno.EINVAL;
    }
    int masterErrno = checkMaster(kind, settings, 0);
    if (masterErrno != 0) {
      return masterErrno;
    }
    int mtu = kind instanceof LinkKind.Tunnel ? 1480 : 1500;
    if (kind instanceof LinkKind.Veth veth) {
      int peer = ++last; // which is made first
      int index = ++last;
      LinkKind listed = new LinkKind.Veth("", Optional.empty());
      put(link(peer, veth.peer(), listed, mtu, index));
      change(link(index, name, listed, mtu, peer), settings);
    } else {
      change(link(++last, name, kind, mtu, 0), settings);
    }
    return 0;
  }

  private int refusal(String name, LinkKind kind, LinkSettings settings) {
    if (kind instanceof LinkKind.None
        || (kind instanceof LinkKind.Other other && !furtherKinds.contains(other.name()))) {
      return Errno.EOPNOTSUPP;
    }
    if (isTooLong(name) || (kind instanceof LinkKind.Veth veth && isTooLong(veth.peer()))) {
      return Errno.ERANGE;
    }
    if (!isHardware(settings.hardwareAddress())) {
      return Errno.EADDRNOTAVAIL;
    }
    if (!isName(name) || (kind instanceof LinkKind.Veth veth && !isName(veth.peer()))) {
      return Errno.EINVAL;
    }
    boolean taken =
        byName(name).isPresent()
            || (kind instanceof LinkKind.Veth veth && byName(veth.peer()).isPresent())
            || links.values().stream().anyMatch(l -> isSameTunnel(l.kind(), kind));
    return taken ? Errno.EEXIST : 0;
  }

  private static boolean isTooLong(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES;
  }

  /** {@code is_valid_ether_addr}: of one device, and not zero. */
  private static boolean isHardware(Octets address) {
    byte[] bytes = address.toByteArray();
    if (bytes.length == 0) {
      return true;
    }
    boolean zero = true;
    for (byte b : bytes) {
      zero &= b == 0;
    }
    return !zero && (bytes[0] & 1) == 0;
  }

  private static boolean isName(String name) {
    return name.matches("[^/\\s:]{1,15}") && !name.equals(".") && !name.equals("..");
  }

  private static boolean isSameTunnel(LinkKind one, LinkKind other) {
    if (one instanceof LinkKind.Tunnel a && other instanceof LinkKind.Tunnel b) {
      return a.type() == b.type() && a.local().equals(b.local()) && a.remote().equals(b.remote());
    }
    return one instanceof LinkKind.Vxlan a
        && other instanceof LinkKind.Vxlan b
        && a.identifier() == b.identifier()
        && a.port() == b.port();
  }

  private static Link link(int index, String name, LinkKind kind, int mtu, int lower) {
    byte[] hardware = {2, 0, 0, 0, (byte) (index >> 8), (byte) index};
    return new Link(
        index, name, kind, false, false, mtu, 0, lower, Octets.of(hardware), Optional.empty());
  }

  /** The loopback takes any. */
  private static boolean isMtuRefused(int index, LinkSettings settings) {
    int mtu = settings.mtu().orElse(SMALLEST_MTU);
    return index == LOOPBACK ? mtu < 0 : mtu < SMALLEST_MTU || mtu > LARGEST_MTU;
  }

  private int checkMaster(LinkKind kind, LinkSettings settings, int self) {
    int master = settings.masterIndex().orElse(0);
    if (master == 0) {
      return 0;
    } else if (!exists(master)) {
      return Errno.EINVAL;
    } else if (at(master).filter(l -> l.kind() instanceof LinkKind.Bridge).isEmpty()) {
      return Errno.EOPNOTSUPP;
    } else if (kind instanceof LinkKind.Bridge) {
      return Errno.ELOOP;
    }
    return isLoopback(self) ? Errno.EINVAL : 0;
  }

  int set(String name, LinkSettings settings) {
    Optional<Link> found = byName(name);
    if (found.isEmpty()) {
      return Errno.ENODEV;
    }
    return set(found.get(), settings);
  }

  /** As {@code do_setlink}: one after the other, and what is done before a refusal stays. */
  private int set(Link link, LinkSettings settings) {
    LinkSettings address = LinkSettings.NONE.hardwareAddress(settings.hardwareAddress());
    if (!isLoopback(link.index()) && !isHardware(settings.hardwareAddress())) {
      return Errno.EADDRNOTAVAIL;
    } else if (isMtuRefused(link.index(), settings)) {
      change(link, address);
      return Errno.EINVAL;
    }
    int errno = checkMaster(link.kind(), settings, link.index());
    LinkSettings done =
        new LinkSettings(
            settings.up(), settings.mtu(), OptionalInt.empty(), settings.hardwareAddress());
    change(link, errno == 0 ? settings : done);
    return errno;
  }

  private void change(Link old, LinkSettings settings) {
    int master = settings.masterIndex().orElse(old.masterIndex());
    boolean up = settings.up().orElse(old.up());
    put(
        new Link(
            old.index(),
            old.name(),
            old.kind(),
            up,
            up,
            settings.mtu().orElse(old.mtu()),
            master,
            old.lowerIndex(),
            settings.hardwareAddress().length() > 0
                ? settings.hardwareAddress()
                : old.hardwareAddress(),
            master == 0
                ? Optional.empty()
                : Optional.of(old.bridgePort().orElse(BridgePort.DEFAULT))));
  }

  private void put(Link link) {
    links.put(link.index(), link);
    tell.accept(new RouteEvent.LinkSet(link));
  }

  int set(String name, BridgePort port) {
    Optional<Link> found = byName(name);
    if (found.isEmpty()) {
      return Errno.ENODEV;
    }
    Link l = found.get();
    if (l.masterIndex() == 0) {
      return Errno.EOPNOTSUPP;
    }
    put(
        new Link(
            l.index(),
            l.name(),
            l.kind(),
            l.up(),
            l.carrier(),
            l.mtu(),
            l.masterIndex(),
            l.lowerIndex(),
            l.hardwareAddress(),
            Optional.of(port)));
    return 0;
  }

  /** The devices that a deletion takes away: the other end of a pair, too. */
  List<Link> goingWith(Link link) {
    return link.kind() instanceof LinkKind.Veth
        ? Stream.concat(Stream.of(link), at(link.lowerIndex()).stream()).toList()
        : List.of(link);
  }

  boolean canBeDeleted(Link link) {
    return !(link.kind() instanceof LinkKind.None);
  }

  void remove(Link link) {
    links.remove(link.index());
    for (Link port : all()) {
      if (port.masterIndex() == link.index()) {
        change(port, LinkSettings.NONE.master(0));
      }
    }
    tell.accept(new RouteEvent.LinkRemoved(link));
  }
}
