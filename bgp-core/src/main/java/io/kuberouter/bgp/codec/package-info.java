/**
 * Messages ↔ octets: pure functions. What ends a session is a {@link
 * io.kuberouter.bgp.codec.BgpProtocolException}, which holds the NOTIFICATION to send; what does
 * not is data in a {@link io.kuberouter.bgp.codec.DecodedUpdate}.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.codec.MessageFramer}, {@link
 * io.kuberouter.bgp.codec.MessageCodec}, {@link io.kuberouter.bgp.codec.UpdateCodec}, {@link
 * io.kuberouter.bgp.codec.UpdatePacker}. Depends on the values.
 */
@NullMarked
package io.kuberouter.bgp.codec;

import org.jspecify.annotations.NullMarked;
