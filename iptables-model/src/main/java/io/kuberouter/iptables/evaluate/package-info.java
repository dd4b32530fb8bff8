/**
 * What becomes of a packet, by which rules. Reading order: {@link Evaluator}, {@link Packet},
 * {@link Verdict}, {@link Journey}, {@link Matcher}, {@link SetIndex}. No kernel is asked; what
 * cannot be decided is said so.
 */
@NullMarked
package io.kuberouter.iptables.evaluate;

import org.jspecify.annotations.NullMarked;
