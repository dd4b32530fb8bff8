/**
 * Control packets ↔ octets. Pure functions: no socket, no session.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.bfd.codec.ControlPacketCodec}. Depends on {@code
 * io.kuberouter.bgp.bfd}.
 */
@NullMarked
package io.kuberouter.bgp.bfd.codec;

import org.jspecify.annotations.NullMarked;
