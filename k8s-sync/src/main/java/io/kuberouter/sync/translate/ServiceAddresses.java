package io.kuberouter.sync.translate;

import io.kuberouter.iptables.IpFamily;
import io.kuberouter.sync.cluster.EndpointSliceView;
import io.kuberouter.sync.cluster.EndpointSliceView.Endpoint;
import io.kuberouter.sync.cluster.IpText;
import io.kuberouter.sync.cluster.ServiceView;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The addresses that a Service is reachable by.
 *
 * @param cluster cluster IPs of both families
 * @param external allowed external IPs
 * @param loadBalancer allowed load-balancer IPs
 */
record ServiceAddresses(
    List<InetAddress> cluster, List<InetAddress> external, List<InetAddress> loadBalancer) {

  static final String SKIP_LB = "kube-router.io/service.skiplbips";

  /** {@return whether anything is to be done for the Service at all} */
  static boolean isHandled(ServiceView service) {
    String proxy = service.labels().get("service.kubernetes.io/service-proxy-name");
    return !service.type().equals("ExternalName")
        && !isHeadless(service)
        && (proxy == null || proxy.equals("kube-router"))
        && !service.labels().containsKey("service.kubernetes.io/headless");
  }

  private static boolean isHeadless(ServiceView service) {
    return service.clusterIps().isEmpty()
        || service.clusterIps().stream()
            .allMatch(ip -> ip.isEmpty() || ip.equalsIgnoreCase("None"));
  }

  static ServiceAddresses of(
      ServiceView service, ServiceIpFilter filter, Consumer<String> rejected) {
    List<InetAddress> cluster = new ArrayList<>();
    for (String text : service.clusterIps()) {
      if (text.isEmpty() || text.equalsIgnoreCase("None")) {
        continue;
      }
      try {
        InetAddress address = IpText.parse(text);
        if (!cluster.contains(address)) {
          cluster.add(address);
        }
      } catch (IllegalArgumentException e) {
        rejected.accept("cluster IP left out: " + e.getMessage());
      }
    }
    return new ServiceAddresses(
        cluster,
        filter.externalIps(service.externalIps(), rejected),
        service.annotations().containsKey(SKIP_LB)
            ? List.of()
            : filter.loadBalancerIps(service.loadBalancerIngress(), rejected));
  }

  /** {@return whether one of the endpoints of a family that can serve runs on the node} */
  static boolean hasLocalEndpoint(
      Collection<EndpointSliceView> slices, IpFamily family, NodeFacts facts) {
    for (EndpointSliceView slice : slices) {
      if (!slice.addressType().equals(Names.familyText(family))) {
        continue;
      }
      for (Endpoint endpoint : slice.endpoints()) {
        if ((endpoint.ready() || endpoint.serving()) && isLocal(endpoint, facts)) {
          return true;
        }
      }
    }
    return false;
  }

  static boolean isLocal(Endpoint endpoint, NodeFacts facts) {
    if (endpoint.nodeName().isPresent()) {
      return endpoint.nodeName().get().equals(facts.name());
    }
    Set<String> own = new LinkedHashSet<>();
    facts.node().addresses().forEach(a -> own.add(IpText.format(a)));
    return endpoint.addresses().stream().anyMatch(own::contains);
  }
}
