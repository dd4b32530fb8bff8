package io.kuberouter.sync.cluster;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Node, reduced.
 *
 * @param key kind NODE
 * @param internalIps {@code status.addresses} of type InternalIP that are addresses, in order
 * @param externalIps the same of type ExternalIP
 * @param podCidrs {@code spec.podCIDRs}, else {@code spec.podCIDR}, as written
 */
public record NodeView(
    ObjectKey key,
    Map<String, String> annotations,
    List<InetAddress> internalIps,
    List<InetAddress> externalIps,
    List<String> podCidrs)
    implements ClusterObject {

  public NodeView {
    annotations = Map.copyOf(annotations);
    internalIps = List.copyOf(internalIps);
    externalIps = List.copyOf(externalIps);
    podCidrs = List.copyOf(podCidrs);
  }

  /** {@return the first internal address, else the first external one} */
  public Optional<InetAddress> primaryIp() {
    return !internalIps.isEmpty()
        ? Optional.of(internalIps.get(0))
        : externalIps.stream().findFirst();
  }

  /** {@return all addresses, internal before external} */
  public List<InetAddress> addresses() {
    List<InetAddress> all = new ArrayList<>(internalIps);
    all.addAll(externalIps);
    return List.copyOf(all);
  }

  /** {@return the address for a family: the primary if it fits, else the first that does} */
  public Optional<InetAddress> bestIp(boolean ipv6) {
    int length = ipv6 ? 16 : 4;
    return addresses().stream().filter(a -> a.getAddress().length == length).findFirst();
  }
}
