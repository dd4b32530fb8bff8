/**
 * Messages of the BGP monitoring protocol as values (RFC 7854, RFC 8671, RFC 9069): what a speaker
 * tells a monitoring station about its peers and their routes. BGP messages within them keep the
 * octets that they had on the wire.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.bmp.BmpMessage}, {@link
 * io.kuberouter.bgp.bmp.PeerHeader}, {@link io.kuberouter.bgp.bmp.PeerUp}, {@link
 * io.kuberouter.bgp.bmp.RouteMonitoring}. Depends on {@code io.kuberouter.bgp.number}.
 */
@NullMarked
package io.kuberouter.bgp.bmp;

import org.jspecify.annotations.NullMarked;
