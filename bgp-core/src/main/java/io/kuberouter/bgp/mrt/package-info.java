/**
 * Records of routing information (RFC 6396, RFC 8050) as values. Routes and messages keep the
 * octets that they came with, so that nothing is lost; {@code io.kuberouter.bgp.mrt.codec} reads
 * them.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.mrt.MrtRecord}, {@link
 * io.kuberouter.bgp.mrt.PeerIndexTable}, {@link io.kuberouter.bgp.mrt.RibRecord}, {@link
 * io.kuberouter.bgp.mrt.Bgp4mpMessage}. Depends on {@code io.kuberouter.bgp.number}.
 */
@NullMarked
package io.kuberouter.bgp.mrt;

import org.jspecify.annotations.NullMarked;
