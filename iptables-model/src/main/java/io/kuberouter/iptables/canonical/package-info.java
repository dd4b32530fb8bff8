/**
 * What the tool and the kernel change on the way through, so that a rule as typed equals the rule
 * as listed. Reading order: {@link Canonicalizer}, {@link Rewrite}, {@link Rewrites}, {@link
 * HeaderRewrites}. Spelling is no matter of this package: values have none.
 */
@NullMarked
package io.kuberouter.iptables.canonical;

import org.jspecify.annotations.NullMarked;
