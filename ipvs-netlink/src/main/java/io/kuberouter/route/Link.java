package io.kuberouter.route;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A network device as the kernel lists it.
 *
 * @param kind such as dummy, bridge, veth, ipip, ip6tnl; empty for a device without one
 * @param masterIndex the bridge it belongs to; 0 for none
 */
public record Link(
    int index,
    String name,
    String kind,
    boolean up,
    int mtu,
    int masterIndex,
    Optional<InetAddress> tunnelLocal,
    Optional<InetAddress> tunnelRemote) {}
