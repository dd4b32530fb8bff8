/**
 * What to change so that one ruleset becomes another. Reading order: {@link RulesetDiffer}, {@link
 * RulesetDiff}, {@link TableChange}, {@link ChainDiffer}, {@link Edit}, {@link Ownership}. Depends
 * on the values.
 */
@NullMarked
package io.kuberouter.iptables.diff;

import org.jspecify.annotations.NullMarked;
