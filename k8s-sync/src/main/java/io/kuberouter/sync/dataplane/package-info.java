/**
 * Edges to the node: reads what it carries and takes the steps of a plan. Nothing else in the agent
 * writes to the kernel.
 *
 * <p>Reading order: {@link NodeIo}, {@link NodeObserver}, {@link PlanApplier}, {@link Ledger},
 * {@link CniFile}, {@link BgpPlane}.
 */
@NullMarked
package io.kuberouter.sync.dataplane;

import org.jspecify.annotations.NullMarked;
