/**
 * Numbers of the BGP registries, one enum for each, and the small values that messages are made of.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.number.AddressFamily}, {@link
 * io.kuberouter.bgp.number.Prefix}, {@link io.kuberouter.bgp.number.AttributeType}, {@link
 * io.kuberouter.bgp.number.Community}. Depends on the JDK alone.
 */
@NullMarked
package io.kuberouter.bgp.number;

import org.jspecify.annotations.NullMarked;
