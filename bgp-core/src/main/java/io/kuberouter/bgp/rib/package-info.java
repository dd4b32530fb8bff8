/**
 * Routes: what neighbours told (Adj-RIB-In), what is best (Loc-RIB), what neighbours are told
 * (Adj-RIB-Out); RFC 4271 section 3.2 and 9. Attributes are interned, prefixes packed. What
 * concerns many prefixes is done in parts, each by a call of {@link
 * io.kuberouter.bgp.rib.Rib#work}. No socket, thread or clock.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.rib.Route}, {@link io.kuberouter.bgp.rib.BestPath},
 * {@link io.kuberouter.bgp.rib.Rib}, {@link io.kuberouter.bgp.rib.RibTable}, {@link
 * io.kuberouter.bgp.rib.AdjRibOut}, {@link io.kuberouter.bgp.rib.ExportRules}. Depends on {@code
 * attribute}.
 */
@NullMarked
package io.kuberouter.bgp.rib;

import org.jspecify.annotations.NullMarked;
