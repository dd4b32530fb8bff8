package io.kuberouter.route.testkit;

import io.kuberouter.netlink.Octets;
import io.kuberouter.route.BridgePort;
import io.kuberouter.route.Link;
import io.kuberouter.route.LinkKind;
import io.kuberouter.route.LinkSettings;
import io.kuberouter.route.RouteEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Devices in memory; methods return an error number, 0 for success. Not thread safe. */
final class FakeLinks {

  private static final int SMALLEST_MTU = 68;
  private static final int LARGEST_MTU = 65535;

  private final Map<Integer, Link> links = new TreeMap<>();
  private final Set<String> furtherKinds;
  private final Consumer<RouteEvent> tell;
  private int last = 1;

  FakeLinks(Set<String> furtherKinds, Consumer<RouteEvent> tell) {
    this.furtherKinds = Set.copyOf(furtherKinds);
    this.tell = tell;
    links.put(
        1,
        new Link(
            1,
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

  boolean isUp(int index) {
    return at(index).filter(Link::up).isPresent();
  }

  int add(String name, LinkKind kind, LinkSettings settings) {
    int errno = refusal(name, kind);
    if (errno != 0) {
      return errno;
    }
    int settingsErrno = check(kind, settings, 0);
    if (settingsErrno != 0) {
      return settingsErrno;
    }
    int index = ++last;
    int mtu = kind instanceof LinkKind.Tunnel ? 1480 : 1500;
    if (kind instanceof LinkKind.Veth veth) {
      int peer = ++last;
      LinkKind listed = new LinkKind.Veth("", Optional.empty());
      put(link(peer, veth.peer(), listed, mtu, index));
      change(link(index, name, listed, mtu, peer), settings);
    } else {
      change(link(index, name, kind, mtu, 0), settings);
    }
    return 0;
  }

  private int refusal(String name, LinkKind kind) {
    if (kind instanceof LinkKind.None
        || (kind instanceof LinkKind.Other other && !furtherKinds.contains(other.name()))) {
      return Errno.EOPNOTSUPP;
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

  private int check(LinkKind kind, LinkSettings settings, int self) {
    int mtu = settings.mtu().orElse(SMALLEST_MTU);
    if (mtu < SMALLEST_MTU || mtu > LARGEST_MTU) {
      return Errno.EINVAL;
    }
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
    return self == 1 ? Errno.EINVAL : 0; // the loopback
  }

  int set(String name, LinkSettings settings) {
    Optional<Link> found = byName(name);
    if (found.isEmpty()) {
      return Errno.ENODEV;
    }
    int errno = check(found.get().kind(), settings, found.get().index());
    if (errno == 0) {
      change(found.get(), settings);
    }
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
