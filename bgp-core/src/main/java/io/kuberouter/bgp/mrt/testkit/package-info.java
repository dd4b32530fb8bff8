/**
 * Made-up dumps and updates of any size, always the same for a seed.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.mrt.testkit.MrtCorpus}. Depends on {@code
 * io.kuberouter.bgp.mrt.codec}; on no test framework.
 */
@NullMarked
package io.kuberouter.bgp.mrt.testkit;

import org.jspecify.annotations.NullMarked;
