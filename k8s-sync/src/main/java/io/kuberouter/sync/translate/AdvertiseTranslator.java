package io.kuberouter.sync.translate;

import io.kuberouter.bgp.number.Prefix;
import io.kuberouter.sync.cluster.EndpointSliceView;
import io.kuberouter.sync.cluster.ServiceView;
import io.kuberouter.sync.config.AgentOptions;
import io.kuberouter.sync.config.RouterOptions;
import io.kuberouter.sync.desired.Item;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A Service with its slices → the addresses that BGP announces for it. */
final class AdvertiseTranslator {

  private static final String PREFIX = "kube-router.io/service.advertise.";
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

  private final RouterOptions options;
  private final NodeFacts facts;
  private final ServiceIpFilter filter;

  AdvertiseTranslator(AgentOptions options, NodeFacts facts) {
    this.options = options.router();
    this.facts = facts;
    this.filter = new ServiceIpFilter(options.common());
  }

  Translation translate(ServiceView service, Collection<EndpointSliceView> slices) {
    if (service.type().equals("ExternalName")) {
      return Translation.NONE;
    }
    ServiceAddresses addresses = ServiceAddresses.of(service, filter, text -> {});
    if (addresses.cluster().isEmpty()) {
      return Translation.NONE;
    }
    boolean externalLocal =
        service.externalPolicyLocal()
            || "true".equals(service.annotations().get("kube-router.io/service.local"));
    Set<InetAddress> vips = new LinkedHashSet<>();
    if (wanted(service, "clusterip", options.advertiseClusterIp())) {
      addresses.cluster().stream()
          .filter(ip -> !service.internalPolicyLocal() || isLocal(ip, slices))
          .forEach(vips::add);
    }
    List<InetAddress> outside = new ArrayList<>();
    if (wanted(service, "externalip", options.advertiseExternalIp())) {
      outside.addAll(addresses.external());
    }
    if (service.type().equals("LoadBalancer")
        && wanted(service, "loadbalancerip", options.advertiseLoadBalancerIp())) {
      outside.addAll(addresses.loadBalancer());
    }
    outside.stream().filter(ip -> !externalLocal || isLocal(ip, slices)).forEach(vips::add);
    List<Item> items = new ArrayList<>();
    for (InetAddress vip : vips) {
      facts
          .ip(NodeFacts.familyOf(vip))
          .ifPresent(
              ip ->
                  items.add(
                      new Item.BgpRoute(new Prefix(vip, vip.getAddress().length * 8), ip, true)));
    }
    return new Translation(items, List.of());
  }

  private boolean isLocal(InetAddress vip, Collection<EndpointSliceView> slices) {
    return ServiceAddresses.hasLocalEndpoint(slices, NodeFacts.familyOf(vip), facts);
  }

  private static boolean wanted(ServiceView service, String kind, boolean flag) {
    String text = service.annotations().get(PREFIX + kind);
    return text == null ? flag : TRUE.contains(text);
  }
}
