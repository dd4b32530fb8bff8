/**
 * The fewest edits from one chain to another. Reading order: {@link ChainDiffer}, {@link Edit},
 * {@link TableChange}.
 */
@NullMarked
package io.kuberouter.iptables.diff;

import org.jspecify.annotations.NullMarked;
