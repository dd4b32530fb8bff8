package io.kuberouter.bgp.rib;

import io.kuberouter.bgp.message.OldAttributes;
import java.net.InetAddress;

/**
 * A way to a prefix, as one neighbour has told it.
 *
 * @param peer the neighbour's address
 * @param identifier the neighbour's BGP identifier, as a number
 * @param external whether it is in another AS than we
 */
public record Path(InetAddress peer, long identifier, boolean external, OldAttributes attributes) {}
