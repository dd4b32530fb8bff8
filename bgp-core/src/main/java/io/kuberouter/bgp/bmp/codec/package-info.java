/**
 * BMP messages ↔ octets. Pure functions.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.bmp.codec.BmpMessageCodec}, {@link
 * io.kuberouter.bgp.bmp.codec.PeerHeaderCodec}, {@link io.kuberouter.bgp.bmp.codec.Pdus}. Depends
 * on {@code io.kuberouter.bgp.bmp} and, to put BGP messages into them, {@code
 * io.kuberouter.bgp.codec}.
 */
@NullMarked
package io.kuberouter.bgp.bmp.codec;

import org.jspecify.annotations.NullMarked;
