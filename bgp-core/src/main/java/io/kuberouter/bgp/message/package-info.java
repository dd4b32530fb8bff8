/**
 * BGP messages and capabilities as values.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.message.BgpMessage}, {@link
 * io.kuberouter.bgp.message.UpdateMessage}, {@link io.kuberouter.bgp.message.Capability}, {@link
 * io.kuberouter.bgp.message.SessionParameters}. Depends on {@code number} and {@code attribute}.
 */
@NullMarked
package io.kuberouter.bgp.message;

import org.jspecify.annotations.NullMarked;
