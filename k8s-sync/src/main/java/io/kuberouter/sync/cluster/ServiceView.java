package io.kuberouter.sync.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Service, reduced.
 *
 * @param key kind SERVICE
 * @param created {@code metadata.creationTimestamp} in RFC 3339, empty if unknown; the older of two
 *     Services that claim one address and port keeps it
 * @param type {@code spec.type}: ClusterIP, NodePort, LoadBalancer or ExternalName
 * @param clusterIps {@code spec.clusterIPs} and {@code spec.clusterIP} without doubles, as written;
 *     {@code None} stays
 * @param externalIps {@code spec.externalIPs}, as written
 * @param loadBalancerIngress {@code status.loadBalancer.ingress[].ip} where {@code ipMode} is not
 *     {@code Proxy}
 * @param selector {@code spec.selector}
 * @param sessionAffinityTimeout seconds, present when {@code spec.sessionAffinity} is ClientIP
 * @param internalPolicyLocal whether {@code spec.internalTrafficPolicy} is Local
 * @param externalPolicyLocal whether {@code spec.externalTrafficPolicy} is Local
 * @param publishNotReadyAddresses {@code spec.publishNotReadyAddresses}
 * @param healthCheckNodePort 0 when absent
 */
public record ServiceView(
    ObjectKey key,
    String created,
    Map<String, String> labels,
    Map<String, String> annotations,
    String type,
    List<String> clusterIps,
    List<String> externalIps,
    List<String> loadBalancerIngress,
    Map<String, String> selector,
    List<ServicePort> ports,
    Optional<Integer> sessionAffinityTimeout,
    boolean internalPolicyLocal,
    boolean externalPolicyLocal,
    boolean publishNotReadyAddresses,
    int healthCheckNodePort)
    implements ClusterObject {

  public ServiceView {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    clusterIps = List.copyOf(clusterIps);
    externalIps = List.copyOf(externalIps);
    loadBalancerIngress = List.copyOf(loadBalancerIngress);
    selector = Map.copyOf(selector);
    ports = List.copyOf(ports);
  }

  /**
   * One entry of {@code spec.ports}.
   *
   * @param name empty for an unnamed port
   * @param protocol TCP, UDP or SCTP as written; TCP when absent
   * @param targetPort number or name; the port's own number when absent
   * @param nodePort 0 when there is none
   */
  public record ServicePort(
      String name, String protocol, int port, String targetPort, int nodePort) {}
}
