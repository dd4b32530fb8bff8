package io.kuberouter.route;

import java.net.InetAddress;

/**
 * An address of a device.
 *
 * @param scope RT_SCOPE_UNIVERSE (0), LINK (253) or HOST (254)
 */
public record InterfaceAddress(int linkIndex, InetAddress address, int prefixLength, int scope) {}
