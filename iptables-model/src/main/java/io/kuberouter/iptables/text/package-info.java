/**
 * Rulesets ↔ the text of {@code iptables-save}; typed text is brought to the form that the kernel
 * prints back. Reading order: {@link RuleText}, {@link SaveParser}.
 */
@NullMarked
package io.kuberouter.iptables.text;

import org.jspecify.annotations.NullMarked;
