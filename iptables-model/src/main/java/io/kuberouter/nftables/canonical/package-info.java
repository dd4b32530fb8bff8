/**
 * What the kernel and nft make of rules and elements that people write. Reading order: {@link
 * RulesetCanonicalizer}, {@link RuleCanonicalizer}, {@link ExpressionCanonicalizer}. Depends on the
 * values and {@code io.kuberouter.text}.
 */
@NullMarked
package io.kuberouter.nftables.canonical;

import org.jspecify.annotations.NullMarked;
