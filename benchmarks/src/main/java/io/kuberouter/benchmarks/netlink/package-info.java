/**
 * How fast netlink is: beside {@code ip}, and by either way to the C library. Reading order: {@link
 * RoutesBesideIp}, {@link FirstCommand}, {@link TransportThroughput}, {@link RouteCodecBenchmark};
 * {@code benchmarks/netlink.sh} runs the first three.
 */
@NullMarked
package io.kuberouter.benchmarks.netlink;

import org.jspecify.annotations.NullMarked;
