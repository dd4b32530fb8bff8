/**
 * Rules, chains, tables and rulesets as values; what is unknown is kept. Reading order: {@link
 * Rule}, {@link Match}, {@link Target}, {@link Ruleset}.
 */
@NullMarked
package io.kuberouter.iptables;

import org.jspecify.annotations.NullMarked;
