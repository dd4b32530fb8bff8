/**
 * The kernel programmed by us and by its tools, side by side. Reading order: {@link
 * IpvsProgramming}, {@link IpSetProgramming}, {@link IpvsCodecBenchmark}.
 */
@NullMarked
package io.kuberouter.benchmarks.ipvs;

import org.jspecify.annotations.NullMarked;
