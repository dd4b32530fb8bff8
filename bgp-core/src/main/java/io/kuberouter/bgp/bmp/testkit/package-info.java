/**
 * A monitoring station in memory.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.bmp.testkit.FakeStation}. Depends on {@code
 * io.kuberouter.bgp.bmp.sender}; on no test framework.
 */
@NullMarked
package io.kuberouter.bgp.bmp.testkit;

import org.jspecify.annotations.NullMarked;
