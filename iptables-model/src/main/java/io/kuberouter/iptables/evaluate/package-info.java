/**
 * A packet through a ruleset, without a kernel: the verdict, and the rules that led to it. Reading
 * order: {@link Packet}, {@link Evaluator}, {@link Verdict}.
 */
@NullMarked
package io.kuberouter.iptables.evaluate;

import org.jspecify.annotations.NullMarked;
