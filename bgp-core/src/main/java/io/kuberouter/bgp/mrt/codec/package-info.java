/**
 * Records ↔ octets, one class for each; and the routes and messages within them as those of {@code
 * io.kuberouter.bgp.message}. Pure functions.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.mrt.codec.MrtRecordCodec}, {@link
 * io.kuberouter.bgp.mrt.codec.RibRecordCodec}, {@link io.kuberouter.bgp.mrt.codec.MrtRoutes},
 * {@link io.kuberouter.bgp.mrt.codec.MrtMessages}. Depends on {@code io.kuberouter.bgp.codec}.
 */
@NullMarked
package io.kuberouter.bgp.mrt.codec;

import org.jspecify.annotations.NullMarked;
