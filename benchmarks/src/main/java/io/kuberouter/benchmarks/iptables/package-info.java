/**
 * Rulesets: reading, printing, comparing, and getting a change into the kernel. Reading order:
 * {@link RulesetBenchmark}, {@link RulesetHeap}, {@link PolicyChangeComparison}, {@link
 * ComparisonPlot}.
 */
@NullMarked
package io.kuberouter.benchmarks.iptables;

import org.jspecify.annotations.NullMarked;
