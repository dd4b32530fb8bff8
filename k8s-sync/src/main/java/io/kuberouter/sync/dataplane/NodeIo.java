package io.kuberouter.sync.dataplane;

import io.kuberouter.conntrack.client.ConntrackClient;
import io.kuberouter.iptables.exec.IptablesTool;
import io.kuberouter.netfilter.ipset.client.IpSetClient;
import io.kuberouter.route.client.RouteClient;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything of the node that the agent touches; each part has a fake.
 *
 * @param modules the kernel's
 * @param ipvs absent where the service proxy is off
 * @param conntrack absent where the service proxy is off
 * @param routeEvents tells of changes of what {@code routes} lists
 * @param procSys normally {@code /proc/sys}
 * @param stateFolder for the ledger: {@code /run/kube-router}
 */
public record NodeIo(
    KernelModules modules,
    Optional<IpvsSource> ipvs,
    Optional<ConntrackClient> conntrack,
    RouteClient routes,
    RouteEventSource routeEvents,
    IptablesTool netfilter,
    IpSetClient sets,
    Path procSys,
    Path stateFolder) {

  /** {@return the same with other kernel modules} */
  public NodeIo withModules(KernelModules other) {
    return new NodeIo(
        other, ipvs, conntrack, routes, routeEvents, netfilter, sets, procSys, stateFolder);
  }

  /** {@return the same with another IPVS} */
  public NodeIo withIpvs(IpvsSource other) {
    return new NodeIo(
        modules,
        Optional.of(other),
        conntrack,
        routes,
        routeEvents,
        netfilter,
        sets,
        procSys,
        stateFolder);
  }

  /** {@return the same with other links, addresses and routes, and what tells of these} */
  public NodeIo withRoutes(RouteClient other, RouteEventSource events) {
    return new NodeIo(
        modules, ipvs, conntrack, other, events, netfilter, sets, procSys, stateFolder);
  }

  /** {@return the same with another packet filter} */
  public NodeIo withNetfilter(IptablesTool other) {
    return new NodeIo(
        modules, ipvs, conntrack, routes, routeEvents, other, sets, procSys, stateFolder);
  }

  /** {@return the same with other sets} */
  public NodeIo withSets(IpSetClient other) {
    return new NodeIo(
        modules, ipvs, conntrack, routes, routeEvents, netfilter, other, procSys, stateFolder);
  }
}
