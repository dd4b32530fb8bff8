/**
 * Bidirectional forwarding detection of single hops: the packet and what a session is configured to
 * do (RFC 5880, 5881). Asynchronous mode; no echo function, no authentication.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.bfd.ControlPacket}, {@link
 * io.kuberouter.bgp.bfd.BfdConfig}, {@link io.kuberouter.bgp.bfd.Discard}; then the packages {@code
 * codec}, {@code engine}, {@code session}. Depends on the numbers of {@code
 * io.kuberouter.bgp.number} alone.
 */
@NullMarked
package io.kuberouter.bgp.bfd;

import org.jspecify.annotations.NullMarked;
