/**
 * nftables rulesets as values: tables, chains, rules of typed statements and expressions, sets and
 * maps with their elements.
 *
 * <p>Reading order: {@link Ruleset}, {@link Table}, {@link Chain}, {@link Rule} with {@link
 * Statement} and {@link Expression}, {@link NamedSet} with {@link SetElement}, {@link Command}.
 * What is not known is kept as the JSON it came in.
 *
 * <p>Depends on {@code json} and {@code io.kuberouter.persistent}. {@code nft -j list ruleset} is
 * read in {@code listing}, commands are printed for {@code nft -f} in {@code text}, compared in
 * {@code diff}, run in {@code exec}.
 */
@NullMarked
package io.kuberouter.nftables;

import org.jspecify.annotations.NullMarked;
