/**
 * Tells a monitoring station: connects, says everything, follows events, and begins again when the
 * connection is lost.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.bmp.sender.BmpSender}, {@link
 * io.kuberouter.bgp.bmp.sender.BmpSource}, {@link io.kuberouter.bgp.bmp.sender.BmpTransport}.
 * Depends on {@code io.kuberouter.bgp.bmp.codec}.
 */
@NullMarked
package io.kuberouter.bgp.bmp.sender;

import org.jspecify.annotations.NullMarked;
