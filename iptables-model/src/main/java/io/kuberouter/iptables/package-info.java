/**
 * Rulesets as values. Reading order: {@link Rule}, {@link Chain}, {@link Table}, {@link Ruleset},
 * {@link RulesetBuilder}. Depends on match, target, term and the persistent collections.
 */
@NullMarked
package io.kuberouter.iptables;

import org.jspecify.annotations.NullMarked;
