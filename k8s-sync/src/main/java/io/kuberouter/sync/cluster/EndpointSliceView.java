package io.kuberouter.sync.cluster;

import java.util.List;
import java.util.Optional;

/**
 * An EndpointSlice, reduced.
 *
 * @param key kind ENDPOINT_SLICE
 * @param service name of the owning Service in the same namespace: label {@code
 *     kubernetes.io/service-name}, else the only owner reference, else {@code generateName} without
 *     its trailing dash; empty if none
 * @param headless whether the label {@code service.kubernetes.io/headless} is there
 * @param leaderElection whether annotation {@code control-plane.alpha.kubernetes.io/leader} is
 *     there
 * @param addressType IPv4, IPv6 or FQDN
 */
public record EndpointSliceView(
    ObjectKey key,
    String service,
    boolean headless,
    boolean leaderElection,
    String addressType,
    List<SlicePort> ports,
    List<Endpoint> endpoints)
    implements ClusterObject {

  public EndpointSliceView {
    ports = List.copyOf(ports);
    endpoints = List.copyOf(endpoints);
  }

  /**
   * One port of a slice. A port without a number is left out by the reader.
   *
   * @param name empty for an unnamed port
   * @param protocol TCP, UDP or SCTP
   */
  public record SlicePort(String name, String protocol, int port) {}

  /**
   * One endpoint of a slice.
   *
   * @param ready absent means true (API)
   * @param serving absent means the same as ready (API)
   * @param terminating absent means false
   */
  public record Endpoint(
      List<String> addresses,
      Optional<String> nodeName,
      boolean ready,
      boolean serving,
      boolean terminating) {
    public Endpoint {
      addresses = List.copyOf(addresses);
    }
  }
}
