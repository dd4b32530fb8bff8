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
    Path stateFolder) {}
