/**
 * What an UPDATE says of its routes, as values: one file for each attribute.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.attribute.PathAttribute}, {@link
 * io.kuberouter.bgp.attribute.PathAttributes}, {@link io.kuberouter.bgp.attribute.AsPath}, {@link
 * io.kuberouter.bgp.attribute.Nlri}. Depends on {@code number}.
 */
@NullMarked
package io.kuberouter.bgp.attribute;

import org.jspecify.annotations.NullMarked;
