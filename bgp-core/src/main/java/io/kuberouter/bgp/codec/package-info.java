/**
 * Messages and their bytes (RFC 4271, 4760, 5492, 6793): pure functions. Reading order: {@link
 * BgpCodec}, {@link BgpProtocolException}.
 */
@NullMarked
package io.kuberouter.bgp.codec;

import org.jspecify.annotations.NullMarked;
