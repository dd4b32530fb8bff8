package io.kuberouter.route;

import io.kuberouter.netlink.Octets;
import java.util.Optional;

/**
 * A network device as the kernel lists it ({@code linux/if_link.h}).
 *
 * @param up whether it is to be up ({@code IFF_UP})
 * @param carrier whether it can carry packets now ({@code IFF_LOWER_UP})
 * @param masterIndex the bridge or other device that it belongs to; 0 for none
 * @param lowerIndex the device below, or the other end of a pair, which may be in another
 *     namespace; 0 for none
 * @param hardwareAddress six bytes for Ethernet; for tunnels, their local address
 * @param bridgePort when it belongs to a bridge
 */
public record Link(
    int index,
    String name,
    LinkKind kind,
    boolean up,
    boolean carrier,
    int mtu,
    int masterIndex,
    int lowerIndex,
    Octets hardwareAddress,
    Optional<BridgePort> bridgePort) {}
