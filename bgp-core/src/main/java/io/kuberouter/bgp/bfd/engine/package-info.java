/**
 * What a session decides (RFC 5880 section 6): functions of the session, an event, the time and a
 * random number. No socket, no thread, no clock.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.bfd.engine.BfdSession}, {@link
 * io.kuberouter.bgp.bfd.engine.BfdEvent}, {@link io.kuberouter.bgp.bfd.engine.BfdEngine}, {@link
 * io.kuberouter.bgp.bfd.engine.StateTable}, {@link io.kuberouter.bgp.bfd.engine.Demultiplexer}.
 * Depends on {@code io.kuberouter.bgp.bfd}.
 */
@NullMarked
package io.kuberouter.bgp.bfd.engine;

import org.jspecify.annotations.NullMarked;
