package io.kuberouter.sync.cluster;

import java.util.List;
import java.util.Map;

/**
 * A Pod, reduced.
 *
 * @param key kind POD
 * @param nodeName {@code spec.nodeName}, empty before scheduling
 * @param hostIp {@code status.hostIP}, empty if absent
 * @param podIps {@code status.podIPs} after {@code status.podIP}, without doubles, as written
 * @param phase {@code status.phase}
 * @param ready whether the condition {@code Ready} is true
 * @param deleting whether {@code metadata.deletionTimestamp} is set
 * @param ports named ports of containers and of init containers that stay (restartPolicy Always)
 */
public record PodView(
    ObjectKey key,
    Map<String, String> labels,
    String nodeName,
    String hostIp,
    List<String> podIps,
    String phase,
    boolean hostNetwork,
    boolean ready,
    boolean deleting,
    List<NamedPort> ports)
    implements ClusterObject {

  public PodView {
    labels = Map.copyOf(labels);
    podIps = List.copyOf(podIps);
    ports = List.copyOf(ports);
  }

  /** A {@code containerPorts} entry that has a name; protocol TCP when absent. */
  public record NamedPort(String name, String protocol, int port) {}

  /** {@return whether the pod has ended: its address may belong to another pod by now} */
  public boolean finished() {
    return phase.equals("Failed") || phase.equals("Succeeded") || phase.equals("Completed");
  }

  /**
   * {@return whether policies apply to the pod: it runs, has an address, and not the node's own}
   */
  public boolean actionable() {
    return !finished() && !podIps.isEmpty() && !hostNetwork;
  }
}
