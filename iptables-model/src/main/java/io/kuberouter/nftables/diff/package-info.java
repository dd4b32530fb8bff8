/**
 * The smallest transaction that turns one ruleset into another. Reading order: {@link RulesetDiff},
 * {@link RulesetDiffer}, {@link TableDiffer}, {@link ChainDiffer}. Depends on the values, {@code
 * canonical} and, to be printed, {@code text} and {@code listing}.
 */
@NullMarked
package io.kuberouter.nftables.diff;

import org.jspecify.annotations.NullMarked;
