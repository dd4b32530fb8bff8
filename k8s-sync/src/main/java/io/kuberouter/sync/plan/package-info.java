/**
 * From what is and what should be to the steps between: a plan is a value that can be printed,
 * applied and checked. Pure.
 *
 * <p>Reading order: {@link Phase}, {@link Observed}, {@link PlanStep}, {@link Plan}, {@link
 * Planner}, then {@link PlanText} and {@link PlanJson}.
 */
@NullMarked
package io.kuberouter.sync.plan;

import org.jspecify.annotations.NullMarked;
