/**
 * Bytes of one netlink message: alignment, byte order, attributes. No sockets. Reading order:
 * {@link AttributeWriter}, {@link AttributeReader}, {@link WireFormatException}. Only here is the
 * byte order of a buffer set.
 */
@NullMarked
package io.kuberouter.netlink.wire;

import org.jspecify.annotations.NullMarked;
