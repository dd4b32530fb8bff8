/**
 * Sets of addresses as values, and the text of {@code ipset save} and {@code ipset restore}.
 * Reading order: {@link IpSet}, {@link SetElement}, {@link SetChange}.
 */
@NullMarked
package io.kuberouter.ipset;

import org.jspecify.annotations.NullMarked;
