/**
 * Path attributes ↔ octets: one codec for each, two pure functions on one screen.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.codec.attribute.AttributeCodec}, {@link
 * io.kuberouter.bgp.codec.attribute.OriginCodec}, {@link
 * io.kuberouter.bgp.codec.attribute.AttributeCodecs} (the one list), {@link
 * io.kuberouter.bgp.codec.attribute.AttributeFault}. Depends on the values.
 */
@NullMarked
package io.kuberouter.bgp.codec.attribute;

import org.jspecify.annotations.NullMarked;
