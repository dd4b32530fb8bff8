package io.kuberouter.sync.config;

import io.kuberouter.sync.cluster.Cidr;
import java.util.List;

/**
 * Options that several parts read.
 *
 * @param hostnameOverride name of our Node object; empty: environment NODE_NAME, else the host name
 * @param firstNodePort first port of {@code --service-node-port-range}
 * @param lastNodePort last port of it
 */
public record CommonOptions(
    String hostnameOverride,
    boolean enableIpv4,
    boolean enableIpv6,
    boolean runRouter,
    boolean runFirewall,
    boolean runServiceProxy,
    boolean runLoadBalancer,
    List<Cidr> serviceClusterIpRanges,
    List<Cidr> serviceExternalIpRanges,
    List<Cidr> loadBalancerIpRanges,
    boolean strictExternalIpValidation,
    int firstNodePort,
    int lastNodePort) {

  public CommonOptions {
    serviceClusterIpRanges = List.copyOf(serviceClusterIpRanges);
    serviceExternalIpRanges = List.copyOf(serviceExternalIpRanges);
    loadBalancerIpRanges = List.copyOf(loadBalancerIpRanges);
  }

  /** Defaults of the flags. */
  public static final CommonOptions DEFAULTS =
      new CommonOptions(
          "",
          true,
          false,
          true,
          true,
          true,
          false,
          List.of(Cidr.parse("10.96.0.0/12")),
          List.of(),
          List.of(),
          true,
          30000,
          32767);
}
