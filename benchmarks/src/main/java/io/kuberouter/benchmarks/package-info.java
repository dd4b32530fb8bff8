/**
 * JMH benchmarks: what a change costs beside what the whole costs, in the same run. Reading order:
 * {@link EndpointChangeBenchmark}, {@link PodChangeBenchmark}, {@link ChainDiffBenchmark}, {@link
 * SetDiffBenchmark}, {@link NftDiffBenchmark}, {@link BgpUpdateBenchmark}. {@link SideBySide} times
 * the tools of the running kernel.
 */
@NullMarked
package io.kuberouter.benchmarks;

import org.jspecify.annotations.NullMarked;
