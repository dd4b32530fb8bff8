package io.kuberouter.iptables.match;

/**
 * {@code -m socket}: whether an open socket would take the packet.
 *
 * @param transparent whether it must be a transparent one
 * @param noWildcard whether one bound to no address counts too
 * @param restoreMark whether the packet gets the socket's mark
 */
public record SocketMatch(boolean transparent, boolean noWildcard, boolean restoreMark)
    implements Match {}
