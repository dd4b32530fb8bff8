/**
 * Rulesets ↔ the text of {@code iptables-save}, and rules as people type them.
 *
 * <p>Reading order: {@link RuleText}, {@link SyntaxTable}, {@link RuleReader}, {@link SaveParser},
 * {@link SaveWriter}, {@link SaveFile}. Reading takes bytes as they come, without copies: what
 * stands behind one {@code -m} is looked up among what was read before, and only what is new gets
 * parsed.
 */
@NullMarked
package io.kuberouter.iptables.text;

import org.jspecify.annotations.NullMarked;
