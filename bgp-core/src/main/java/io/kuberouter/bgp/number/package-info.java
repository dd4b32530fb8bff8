/**
 * Values of the BGP registries and address space. Reading order: {@link AddressFamily}, {@link
 * Prefix}.
 */
@NullMarked
package io.kuberouter.bgp.number;

import org.jspecify.annotations.NullMarked;
