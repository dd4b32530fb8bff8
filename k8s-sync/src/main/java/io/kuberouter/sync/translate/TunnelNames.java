package io.kuberouter.sync.translate;

import io.kuberouter.sync.cluster.IpText;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The names of the tunnels to the addresses of nodes: those that the original gives them. It hashes
 * an address without its separators, so that 21.3.0.4 and 2.13.0.4 are one to it; of such, all but
 * the lowest get names of their own here. Every node names them the same at any time. Not thread
 * safe.
 */
final class TunnelNames {

  private static final Comparator<InetAddress> ORDER =
      (a, b) -> Arrays.compareUnsigned(a.getAddress(), b.getAddress());

  private final Map<String, NavigableSet<InetAddress>> byName = new HashMap<>();

  private static String usual(InetAddress address) {
    return Names.tunnel(IpText.format(address));
  }

  /** Takes an address; {@return those whose names may be others now} */
  Collection<InetAddress> add(InetAddress address) {
    NavigableSet<InetAddress> same =
        byName.computeIfAbsent(usual(address), n -> new TreeSet<>(ORDER));
    same.add(address);
    return List.copyOf(same);
  }

  /** Forgets an address; {@return those whose names may be others now} */
  Collection<InetAddress> remove(InetAddress address) {
    String name = usual(address);
    NavigableSet<InetAddress> same = byName.getOrDefault(name, new TreeSet<>(ORDER));
    same.remove(address);
    if (same.isEmpty()) {
      byName.remove(name);
    }
    return List.copyOf(same);
  }

  /**
   * {@return the lower address that has the usual name of this one; empty when it has it itself}
   */
  Optional<InetAddress> namesake(InetAddress address) {
    NavigableSet<InetAddress> same = byName.get(usual(address));
    return same == null || same.first().equals(address)
        ? Optional.empty()
        : Optional.of(same.first());
  }

  /** {@return the name of the tunnel to an address of a node; empty for any other} */
  Optional<String> of(InetAddress address) {
    String name = usual(address);
    NavigableSet<InetAddress> same = byName.get(name);
    if (same == null || !same.contains(address)) {
      return Optional.empty();
    }
    return Optional.of(
        same.first().equals(address) ? name : Names.ownTunnel(IpText.format(address)));
  }
}
