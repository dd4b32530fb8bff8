/**
 * Files of records, one record in memory at a time.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.mrt.file.MrtReader}, {@link
 * io.kuberouter.bgp.mrt.file.MrtWriter}. Depends on {@code io.kuberouter.bgp.mrt.codec}.
 */
@NullMarked
package io.kuberouter.bgp.mrt.file;

import org.jspecify.annotations.NullMarked;
