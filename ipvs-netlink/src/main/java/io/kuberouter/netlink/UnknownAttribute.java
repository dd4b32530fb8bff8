package io.kuberouter.netlink;

/**
 * An attribute that this library does not understand, kept as it came and sent back unchanged.
 *
 * @param type with its flag bits
 */
public record UnknownAttribute(int type, Octets content) {}
