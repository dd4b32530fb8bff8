/**
 * A network of BFD in memory, with time that tests move.
 *
 * <p>Reading order: {@link io.kuberouter.bgp.bfd.testkit.FakeBfdNetwork}. Depends on {@code
 * io.kuberouter.bgp.bfd.session}; on no test framework.
 */
@NullMarked
package io.kuberouter.bgp.bfd.testkit;

import org.jspecify.annotations.NullMarked;
