/**
 * Sessions with neighbours: the edge that turns octets and timers into events, and actions into
 * effects. Everything of a speaker happens on its one {@link io.kuberouter.bgp.session.EventLoop}.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.session.Speaker}, {@link
 * io.kuberouter.bgp.session.PeerConfig}, {@link io.kuberouter.bgp.session.PeerSession}, {@link
 * io.kuberouter.bgp.session.SessionConnection}, {@link io.kuberouter.bgp.session.Wire}, {@link
 * io.kuberouter.bgp.session.PeerRoutes}, {@link io.kuberouter.bgp.session.PeerTransport}. Depends
 * on all other packages.
 */
@NullMarked
package io.kuberouter.bgp.session;

import org.jspecify.annotations.NullMarked;
